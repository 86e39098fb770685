package dev.drlab.agent.wal;

import dev.drlab.agent.wal.record.Committed;
import dev.drlab.agent.wal.record.Lsn;
import dev.drlab.agent.wal.record.Transactions;
import dev.drlab.agent.wal.record.WalFormatException;
import dev.drlab.agent.wal.record.WalReader;
import dev.drlab.agent.wal.record.Xids;
import dev.drlab.contract.machine.WalStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Makes the account of an old database. It is read from a little before the branch on, since a transaction that commits
 * beyond it may have changed its rows before: from the last list of running transactions, and farther back for those that
 * were under way even then.
 */
public final class WalAccounting {
    private final Connection own;
    private final Connection peer;
    private final Relations.Opener others;
    private final Progress progress;
    private boolean ranThroughout;

    /**
     * @param own the old database, in auto-commit mode, as the agent's role; left with auto-commit on
     * @param peer the database that was promoted, in auto-commit mode
     * @param others connects to another database of the old server, to name its tables
     * @param limit how long it may read; what was read until then is said to be part of it
     * @param progress is told every two seconds how far it has got
     */
    public WalAccounting(
            Connection own, Connection peer, DatabaseOpener others, Duration limit, Consumer<String> progress) {
        this.own = own;
        this.peer = peer;
        this.others = others::open;
        this.progress = new Progress(limit, progress);
    }

    /** Connects to a database of the old server by its name. */
    @FunctionalInterface
    public interface DatabaseOpener {
        /** A new connection, which the caller closes. */
        Connection open(String database) throws SQLException;
    }

    /** The account. What cannot be counted is said, never thrown. */
    public WalAccount account() {
        try {
            return accountOrFail();
        } catch (SQLException | WalFormatException e) {
            return WalAccount.notCounted(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whether the account has shown that the old server has run since the branch, without a restart or a crash. False
     * where that is not known.
     */
    public boolean ranThroughout() {
        return ranThroughout;
    }

    private WalAccount accountOrFail() throws SQLException {
        Server server = Server.of(own);
        if (server.inRecovery()) {
            return WalAccount.notCounted("the database is a replica, which has no commits of its own");
        }
        Optional<Branch> branch = new Branches(peer).off(server.timeline());
        if (branch.isEmpty()) {
            return WalAccount.notCounted("it is not known where the peer's timeline branches off timeline "
                    + server.timeline() + ", the old database's");
        }
        if (!branch.get().systemIdentifier().equals(server.systemIdentifier())) {
            return WalAccount.notCounted("the old database is of system " + server.systemIdentifier()
                    + ", the peer's is of system " + branch.get().systemIdentifier());
        }
        own.setAutoCommit(false);
        try {
            return from(branch.get(), server);
        } finally {
            own.rollback();
            own.setAutoCommit(true);
        }
    }

    private WalAccount from(Branch branch, Server server) throws SQLException {
        WalReader reader = new WalReader(own, server.segmentBytes());
        Lsn end = reader.flushedEnd();
        own.commit();
        String where = branch.lsn() + " on timeline " + branch.parent();
        if (end.compareTo(branch.lsn()) < 0) {
            return WalAccount.notCounted("the old database's WAL ends at " + end + ", before the branch at " + where);
        }
        OptionalLong bytes = OptionalLong.of(end.minus(branch.lsn()));
        Optional<String> unusable = Extension.prepare(own);
        if (unusable.isPresent()) {
            own.rollback();
            return WalAccount.notCounted(unusable.get(), Optional.of(where), bytes);
        }
        own.commit();
        Lsn oldest = server.oldestWal(own, end);
        if (oldest.compareTo(branch.lsn()) > 0) {
            return WalAccount.notCounted(
                    "WAL of the old database from the branch on was removed already: it begins at " + oldest,
                    Optional.of(where),
                    bytes);
        }
        try {
            return new Reading(reader, branch, oldest, end).account(where, bytes);
        } catch (SQLException | WalFormatException e) {
            return WalAccount.notCounted(String.valueOf(e.getMessage()), Optional.of(where), bytes);
        }
    }

    /** One reading of the WAL. */
    private final class Reading {
        private final WalReader reader;
        private final Branch branch;
        private final Lsn oldest;
        private final Lsn end;
        private final Relations relations;
        private final Tally tally;
        /** Those that were under way at the list of running transactions; their earlier changes are still to be read. */
        private final List<Committed> early = new ArrayList<>();

        private Optional<WalReader.Snapshot> running = Optional.empty();
        private Instant lastCommon;
        private boolean incomplete;
        private boolean restarted;

        Reading(WalReader reader, Branch branch, Lsn oldest, Lsn end) throws SQLException {
            this.reader = reader;
            this.branch = branch;
            this.oldest = oldest;
            this.end = end;
            this.relations = new Relations(own, peer, others);
            this.tally = new Tally(relations::of);
        }

        WalAccount account(String where, OptionalLong bytes) throws SQLException {
            running = reader.lastSnapshot(oldest, branch.lsn());
            running.ifPresent(snapshot -> relations.beforeBranch(snapshot.nextXid()));
            Lsn from = running.map(WalReader.Snapshot::position).orElse(oldest);
            Lsn readTo = read(from);
            boolean rowsComplete = running.isEmpty() ? !incomplete : early.isEmpty() || addEarly(from);
            ranThroughout = readTo.equals(end) && !restarted;
            String missing = missing(readTo, rowsComplete);
            return new WalAccount(
                    missing.isEmpty() ? WalStatus.COUNTED : WalStatus.AT_LEAST,
                    missing,
                    Optional.of(where),
                    Optional.of(readTo.toString()),
                    bytes,
                    tally.counts(),
                    rowsComplete,
                    Optional.ofNullable(tally.first()),
                    Optional.ofNullable(tally.last()),
                    Optional.ofNullable(lastCommon),
                    List.copyOf(tally.relations().values()),
                    List.of());
        }

        private String missing(Lsn readTo, boolean rowsComplete) {
            if (!readTo.equals(end)) {
                return "the WAL was read to " + readTo + ", and ends at " + end;
            }
            return rowsComplete ? "" : "what some of them changed lies before the WAL that was read";
        }

        private Lsn read(Lsn from) throws SQLException {
            List<Committed> beyond = new ArrayList<>(1);
            Transactions transactions = new Transactions(beyond::add);
            return reader.read(
                    from,
                    end,
                    row -> {
                        restarted |= row.isRestart() && row.start().compareTo(branch.lsn()) >= 0;
                        transactions.add(row);
                        for (Committed committed : beyond) {
                            take(committed);
                        }
                        beyond.clear();
                    },
                    position -> progress.goOn(from, position, end));
        }

        private void take(Committed committed) throws SQLException {
            if (committed.position().compareTo(branch.lsn()) < 0) {
                lastCommon = lastCommon == null || committed.at().isAfter(lastCommon) ? committed.at() : lastCommon;
            } else if (running.isEmpty()) {
                incomplete = true; // it is not known when it began
                tally.addIncomplete(committed);
            } else if (Xids.precedes(committed.oldest(), running.get().nextXid())) {
                early.add(committed);
            } else {
                tally.add(committed);
            }
        }

        /** Goes back to where none of them had begun. False when that WAL is gone. */
        private boolean addEarly(Lsn readFrom) throws SQLException {
            long first = early.stream()
                    .mapToLong(Committed::oldest)
                    .reduce(Xids::older)
                    .orElseThrow();
            Optional<WalReader.Snapshot> before = running;
            while (before.isPresent() && Xids.precedes(first, before.get().nextXid())) {
                before = reader.lastSnapshot(oldest, before.get().position());
            }
            Lsn from = before.map(WalReader.Snapshot::position).orElse(oldest);
            Transactions transactions = new Transactions(ended -> {});
            Lsn readTo =
                    reader.read(from, readFrom, transactions::add, position -> progress.goOn(from, position, readFrom));
            boolean complete = before.isPresent() && readTo.equals(readFrom);
            for (Committed committed : early) {
                committed.changes().add(transactions.stillOpen(committed.xid()));
                for (long sub : committed.subtransactions()) {
                    committed.changes().add(transactions.stillOpen(sub));
                }
                if (complete) {
                    tally.add(committed);
                } else {
                    tally.addIncomplete(committed);
                }
            }
            return complete;
        }
    }
}
