package dev.drlab.service.guard;

/**
 * The database as its writer role, logged in, sees it.
 *
 * @param readOnly true when the database is in recovery or opens transactions read only
 * @param epoch the epoch of its lineage, 0 when none was written
 */
public record WriterStatus(boolean readOnly, long epoch) {}
