package dev.drlab.images;

import java.time.Duration;

/**
 * How a container ended.
 *
 * @param exitCode of its program
 * @param took from the request to the end
 * @param log all that it wrote
 */
record Ended(long exitCode, Duration took, String log) {}
