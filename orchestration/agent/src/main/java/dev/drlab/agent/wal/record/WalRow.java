package dev.drlab.agent.wal.record;

/**
 * A WAL record as {@code pg_get_wal_records_info} shows it.
 *
 * @param start where it begins; null but for the end of a transaction and a restart
 * @param xid of the transaction or subtransaction that wrote it; 0 for none
 * @param manager resource manager, such as {@code Heap}
 * @param type record type, such as {@code INSERT+INIT}
 * @param description the manager's description, without cache invalidations
 * @param block the beginning of {@code block_ref}; null when it changes no block
 */
public record WalRow(Lsn start, long xid, String manager, String type, String description, String block) {
    /** Of the records that were read, only a shutdown and the end of a crash recovery have this one. */
    static final String RESTART_MANAGER = "XLOG";

    /** Whether the server was shut down there, or had recovered from a crash. */
    public boolean isRestart() {
        return manager.equals(RESTART_MANAGER);
    }
}
