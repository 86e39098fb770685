package dev.drlab.lab.simulation.aws.call;

/** The name of an SDK client interface in error names. */
public final class ClientNames {
    private static final String SUFFIX = "Client";

    private ClientNames() {}

    /** {@code Rds} for {@code RdsClient}. */
    public static String service(Class<?> client) {
        String name = client.getSimpleName();
        if (!client.isInterface() || !name.endsWith(SUFFIX)) {
            throw new IllegalArgumentException(client + " is not an SDK client interface");
        }
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
