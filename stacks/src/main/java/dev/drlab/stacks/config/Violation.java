package dev.drlab.stacks.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the context key
 * @param value what stands there, as JSON
 * @param rule what must hold instead
 */
public record Violation(String key, String value, String rule) {
    @Override
    public String toString() {
        return key + " is " + value + ": " + rule;
    }
}
