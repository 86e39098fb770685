package dev.drlab.infra.stacks.config;

/**
 * The recovery targets.
 *
 * @param rtoMinutes minutes from the incident's start until the service accepts writes
 * @param rpoSeconds seconds of acknowledged commits that may be lost
 *
 * @param rtoMinutes from the incident's start until the service accepts writes
 * @param rpoSeconds of acknowledged commits that may be lost
 */
public record Targets(int rtoMinutes, int rpoSeconds) {}
