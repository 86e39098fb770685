package dev.drlab.lab.simulation.aws;

/** What an SDK client interface is called in error names. */
final class ClientNames {
    private static final String SUFFIX = "Client";

    private ClientNames() {}

    /** {@code Rds} for {@code RdsClient}. */
    static String service(Class<?> client) {
        String name = client.getSimpleName();
        if (!client.isInterface() || !name.endsWith(SUFFIX)) {
            throw new IllegalArgumentException(client + " is not an SDK client interface");
        }
        return name.substring(0, name.length() - SUFFIX.length());
    }
}
