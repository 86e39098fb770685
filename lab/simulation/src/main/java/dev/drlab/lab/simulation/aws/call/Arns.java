package dev.drlab.lab.simulation.aws.call;

/** Names of resources in the lab's account. */
public final class Arns {
    /** The account that the lab's resources are in; no real account has it. */
    public static final String ACCOUNT = "000000000000";

    private Arns() {}

    /** {@code arn:aws:<service>:<region>:000000000000:<resource>}. */
    public static String of(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }
}
