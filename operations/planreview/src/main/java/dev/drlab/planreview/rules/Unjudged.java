package dev.drlab.planreview.rules;

/**
 * A file that could not be judged.
 *
 * @param reason why not, and the remedy
 */
public record Unjudged(String file, String reason) {}
