package dev.drlab.service;

import java.util.Optional;

/**
 * A row to be written.
 *
 * @param value the row's value
 * @param idempotencyKey writes with the same key make one row
 */
record NewItem(String value, Optional<String> idempotencyKey) {}
