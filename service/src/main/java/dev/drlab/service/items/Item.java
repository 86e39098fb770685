package dev.drlab.service.items;

import java.time.Instant;

/**
 * One stored row.
 *
 * @param id 1 or more
 * @param value what the client sent
 * @param region the region that wrote it
 * @param epoch the epoch in which it was written
 * @param createdAt by the database's clock
 */
public record Item(long id, String value, String region, long epoch, Instant createdAt) {}
