package dev.drlab.service.items;

import java.util.Optional;

/**
 * A row to be written.
 *
 * @param value the row's value
 * @param idempotencyKey writes with the same key make one row
 */
public record NewItem(String value, Optional<String> idempotencyKey) {}
