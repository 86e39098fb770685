package dev.drlab.service.items;

/**
 * A committed row; where its key was used before, the row of the first time.
 *
 * @param id 1 or more
 * @param region the region that wrote it
 * @param epoch the epoch in which it was written
 */
public record Stored(long id, String region, long epoch) {}
