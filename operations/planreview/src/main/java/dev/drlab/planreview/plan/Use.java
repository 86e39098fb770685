package dev.drlab.planreview.plan;

/**
 * A resource or data source in the configuration that a plan was made of.
 *
 * @param address without the keys of {@code count} and {@code for_each}
 * @param type such as {@code aws_ssm_parameter}
 * @param provider key of the provider's configuration, such as {@code aws.primary}
 * @param region that of the provider, or the one the configuration gives it itself; empty if it cannot be told
 */
public record Use(String address, String type, String provider, String region) {
    /** Whether it is one of AWS, which has a region. */
    public boolean ofAws() {
        return type.startsWith("aws_");
    }
}
