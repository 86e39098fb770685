package dev.drlab.infra.stacks.config;

/**
 * One violated rule of the configuration.
 *
 * @param key the context key
 * @param value its value, as JSON
 * @param rule the rule, as a sentence without its subject
 */
public record Violation(String key, String value, String rule) {
    @Override
    public String toString() {
        return key + " is " + value + ": " + rule;
    }
}
