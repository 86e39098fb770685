package dev.drlab.lab.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.ReprotectOutput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.lab.foreign.ForeignLoss;
import dev.drlab.lab.foreign.ForeignWorkload;
import dev.drlab.report.soak.SoakReport;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The foreign workload of a soak, and what each round did to it: moves lose none of its transactions, and a failover loses
 * exactly what the account by WAL says of its table, by a count of its rows that shares nothing with that account.
 */
final class ForeignApplication {
    private final ForeignWorkload workload;
    private long lostBefore;
    private volatile OptionalLong onlyInOld = OptionalLong.empty();
    private Optional<JsonNode> wal = Optional.empty();

    ForeignApplication(ForeignWorkload workload) {
        this.workload = workload;
    }

    /** Its owner points it to the new writer. */
    void moved(String region) {
        workload.target(region);
    }

    /**
     * Counts, at the moment at which the old database's divergence is saved, what only that one has. It is closed by then.
     *
     * @param old the region that is rebuilt
     * @param active the writer's
     */
    void hear(ExecutionEvent event, String old, String active) {
        if (event.type() == EventType.STATE_ENTERED && event.state().equals(StateNames.SAVE_DIVERGENCE)) {
            try {
                onlyInOld = OptionalLong.of(workload.onlyIn(old, active));
            } catch (SQLException e) {
                onlyInOld = OptionalLong.empty(); // a database that does not answer is not counted by WAL either
            }
        }
    }

    /** The account by WAL is in the result of the reprotect that made it. */
    void reprotected(ExecutionResult result) {
        wal = result.output()
                .map(output -> new ReprotectOutput(output).divergence().path("wal"))
                .filter(account -> account.path("status").asText().equals("counted"));
    }

    /**
     * The account of a round.
     *
     * @throws Violation when a row is missing that may not be, or the two counts differ
     */
    SoakReport.Foreign account(String active, Disturbance disturbance) throws SQLException {
        ForeignLoss loss = workload.loss(active);
        long lost = loss.lost() - lostBefore;
        lostBefore = loss.lost();
        if (lost < 0) {
            throw new Violation(
                    -lost + " rows of the foreign application that were lost are in the active database again");
        }
        if (lost > 0 && !disturbance.mayLose()) {
            throw new Violation(lost + " transactions of the foreign application are missing after a "
                    + disturbance.title() + ", which may lose none");
        }
        Long byWal = compared(lost);
        onlyInOld = OptionalLong.empty();
        wal = Optional.empty();
        return new SoakReport.Foreign(loss.acknowledged(), lost, byWal);
    }

    /** Rows that the account by WAL has of the table; null where one of the two counts was not made. */
    private Long compared(long lost) {
        if (wal.isEmpty() || onlyInOld.isEmpty()) {
            return null;
        }
        long counted = 0;
        for (JsonNode relation : wal.get().path("relations")) {
            if (relation.path("name").asText().equals(ForeignWorkload.TABLE)) {
                counted = relation.path("inserted").longValue();
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
