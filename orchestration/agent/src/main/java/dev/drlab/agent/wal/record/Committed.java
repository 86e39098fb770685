package dev.drlab.agent.wal.record;

import java.time.Instant;

/**
 * A transaction that committed.
 *
 * @param xid its id
 * @param oldest the first given out among its id and those of its subtransactions
 * @param position where its commit's record begins
 * @param at when it committed
 * @param changes its own and its subtransactions', as far as their records were read
 */
public record Committed(long xid, long oldest, long[] subtransactions, Lsn position, Instant at, Changes changes) {}
