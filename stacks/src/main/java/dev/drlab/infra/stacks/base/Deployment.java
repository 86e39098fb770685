package dev.drlab.infra.stacks.base;

import dev.drlab.infra.stacks.config.LabConfig;
import software.constructs.Construct;

/**
 * Inputs of every stack.
 *
 * @param app the stacks' scope
 * @param config the configuration
 * @param names the names that follow from it
 *
 * @param app the stacks' scope
 * @param config the configuration
 * @param names the names that follow from it
 */
public record Deployment(Construct app, LabConfig config, Names names) {
    /** The inputs for this configuration. */
    public static Deployment of(Construct app, LabConfig config) {
        return new Deployment(app, config, Names.of(config));
    }
}
