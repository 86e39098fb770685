package dev.drlab.lab.soak;

import dev.drlab.contract.machine.DivergenceAnswer;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.machine.WalAnswer;
import dev.drlab.contract.machine.WalStatus;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.foreign.ForeignLoss;
import dev.drlab.lab.foreign.ForeignTraffic;
import dev.drlab.lab.foreign.ForeignWorkload;
import dev.drlab.lab.foreign.OrderKey;
import dev.drlab.report.soak.SoakReport;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The foreign workload of a soak, and what each round did to it: moves lose none of its transactions, a failover loses
 * exactly what the account by WAL says of its table, by a count of its rows that shares nothing with that account, and behind
 * each round it commits again.
 */
final class ForeignApplication {
    /** A run of pgbench takes 3 s, and one that lost its connections ends within what PgBouncer lets it wait. */
    private static final Duration COMMITS_AGAIN = Duration.ofSeconds(60);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final ForeignTraffic traffic;
    private final Duration limit;
    private Set<OrderKey> missingBefore = Set.of();
    private long acknowledgedBefore;
    private volatile OptionalLong onlyInOld = OptionalLong.empty();
    private volatile Optional<WalAnswer> wal = Optional.empty();

    ForeignApplication(ForeignTraffic traffic) {
        this(traffic, COMMITS_AGAIN);
    }

    /** @param limit how long it may take until it commits again behind a round */
    ForeignApplication(ForeignTraffic traffic, Duration limit) {
        this.traffic = traffic;
        this.limit = limit;
    }

    /** Its owner points it to the new writer. */
    void moved(String region) {
        traffic.target(region);
    }

    /**
     * Counts, at the moment at which the old database's divergence is saved, what only that one has. It is closed by then. And
     * takes the account by WAL as it is made: a run that is killed later, and begun anew, tells nothing of it at its end.
     *
     * @param old the region that is rebuilt
     * @param active the writer's
     */
    void hear(ExecutionEvent event, String old, String active) {
        if (!event.state().equals(StateNames.SAVE_DIVERGENCE)) {
            return;
        }
        if (event.type() == EventType.TASK_SUCCEEDED) {
            wal = Optional.of(new DivergenceAnswer(event.detail().path("result").path("Payload")).wal())
                    .filter(account -> account.status() == WalStatus.COUNTED);
        }
        if (event.type() == EventType.STATE_ENTERED) {
            try {
                onlyInOld = OptionalLong.of(traffic.onlyIn(old, active));
            } catch (SQLException e) {
                onlyInOld = OptionalLong.empty(); // a database that does not answer is not counted by WAL either
            }
        }
    }

    /**
     * The account of a round.
     *
     * @throws Violation when a row is missing that may not be, or the two counts differ
     */
    SoakReport.Foreign account(String active, Disturbance disturbance) throws SQLException {
        ForeignLoss loss = traffic.loss(active);
        long lost = newlyLost(loss);
        if (lost > 0 && !disturbance.mayLose()) {
            throw new Violation(lost + " transactions of the foreign application are missing after a "
                    + disturbance.title() + ", which may lose none");
        }
        Long byWal = compared(lost);
        onlyInOld = OptionalLong.empty();
        wal = Optional.empty();
        acknowledgedBefore = loss.acknowledged();
        return new SoakReport.Foreign(loss.acknowledged(), lost, byWal);
    }

    /**
     * Waits until it has committed something since the account of the round: who is locked out loses nothing, and an account
     * of losses does not show it.
     *
     * @throws Violation when it does not in time
     */
    void requireCommits(Disturbance disturbance) throws InterruptedException {
        Poll.within(limit)
                .every(POLL_INTERVAL)
                .observe(
                        "the foreign application commits nothing after a " + disturbance.title(),
                        traffic::acknowledged,
                        now -> now > acknowledgedBefore)
                .orElseThrow(
                        (missed, last) -> new Violation(
                                missed + "; " + last
                                        + " transactions are acknowledged since the start, and what refuses it is in foreign/pgbench.log"));
    }

    /**
     * Ends it, and looks for its rows once more: nothing has been disturbed since the account of the last round.
     *
     * @throws Violation when a row is missing that was not then
     */
    void end(String active) throws SQLException {
        traffic.close();
        long lost = newlyLost(traffic.loss(active));
        if (lost > 0) {
            throw new Violation(lost + " transactions of the foreign application are missing at the end that were not"
                    + " after the last round");
        }
    }

    /** Row by row: as many that came back would hide as many that went. */
    private long newlyLost(ForeignLoss loss) {
        long returned = notIn(loss.missing(), missingBefore);
        if (returned > 0) {
            throw new Violation(
                    returned + " rows of the foreign application that were lost are in the active database again");
        }
        long lost = notIn(missingBefore, loss.missing());
        missingBefore = loss.missing();
        return lost;
    }

    private static long notIn(Set<OrderKey> known, Set<OrderKey> rows) {
        return rows.stream().filter(row -> !known.contains(row)).count();
    }

    /** Rows that the account by WAL has of the table; null where one of the two counts was not made. */
    private Long compared(long lost) {
        if (wal.isEmpty() || onlyInOld.isEmpty()) {
            return null;
        }
        long counted = 0;
        for (WalAnswer.Relation relation : wal.get().relations()) {
            if (relation.name().equals(ForeignWorkload.TABLE)) {
                counted = relation.inserted();
            }
        }
        if (counted != onlyInOld.getAsLong() || counted < lost) {
            throw new Violation("by its WAL the old database alone has " + counted + " rows of " + ForeignWorkload.TABLE
                    + ", by a count of the rows " + onlyInOld.getAsLong() + "; " + lost
                    + " acknowledged ones are missing");
        }
        return counted;
    }
}
