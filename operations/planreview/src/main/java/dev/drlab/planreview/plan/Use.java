package dev.drlab.planreview.plan;

/**
 * A resource or data source in the configuration that a plan was made of.
 *
 * @param address without the keys of {@code count} and {@code for_each}
 * @param type such as {@code aws_ssm_parameter}
 * @param provider key of the provider's configuration, such as {@code aws.primary}
 * @param region that of the provider, or the one the configuration gives it itself; of a remote state that of its backend;
 *     empty if it cannot be told
 */
public record Use(String address, String type, String provider, String region) {
    static final String REMOTE_STATE = "terraform_remote_state";

    /** Whether it has a region at all: what is of AWS has one, and the state of another stack. */
    public boolean regional() {
        return type.startsWith("aws_") || remoteState();
    }

    /** Whether it reads the state of another stack. */
    public boolean remoteState() {
        return type.equals(REMOTE_STATE);
    }
}
