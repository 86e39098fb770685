package dev.drlab.stacks.config;

/**
 * What a recovery may cost.
 *
 * @param rtoMinutes from the incident's start until the service accepts writes
 * @param rpoSeconds of acknowledged commits that may be lost
 */
public record Targets(int rtoMinutes, int rpoSeconds) {}
