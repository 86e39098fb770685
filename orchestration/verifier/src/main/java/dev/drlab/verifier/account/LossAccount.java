package dev.drlab.verifier.account;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.verifier.database.EndpointState;
import dev.drlab.verifier.database.StateQuery;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.LedgerCondition;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.verifier.table.CanaryRelation;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.verifier.table.ForeignRelationException;
import dev.drlab.verifier.table.RelationQuery;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The canaries that a ledger has as acknowledged, held against those that a database has. Covers the canaries above
 * {@code retainedThrough} and those around a loss that the run itself has seen; the others had reached the replica before
 * their rows were deleted.
 *
 * @param runId whose ledger it was
 * @param acked acknowledged canaries of the whole run
 * @param accounted those of them that were looked for
 * @param lost acknowledged canaries that the database does not have
 * @param lostRanges their numbers, at most 1000 ranges
 * @param lostRangesTotal how many ranges there are
 * @param lostSeconds time from the last surviving acknowledgement to the last acknowledgement, on the timeline where
 *     that is longest; from the first insert where nothing survived; 0 if nothing was lost
 * @param holes lost canaries although one that was started after their acknowledgement survives on the same timeline;
 *     never expected
 * @param unackedSurvivors rows of canaries that were never acknowledged; allowed
 * @param unrecordedRows those of them that the ledger has no record of, although it may have started them: a verifier that
 *     was killed leaves a few, a copy of a ledger that is not whole leaves many
 * @param foreignRows rows that this run's ledger never started; never expected
 * @param retainedThrough rows up to this number may have been deleted on purpose, but for those around a loss; 0 if none
 * @param lastAckedAt the last acknowledgement, if there was one
 * @param lastSurvivingAt the last acknowledgement whose canary the database has, if there is one
 * @param lostWhole whether no acknowledged canary of some timeline survived: {@code lostSeconds} is the least that was
 *     lost then, not all of it
 * @param sameWriter whether the database takes writes on the one timeline that all canaries looked for were written on:
 *     it is their writer itself, nothing was promoted, and the account says nothing about a failover
 * @param standby whether the database was still in recovery: what a promotion of it would lose is not known before
 * @param timelines of the canaries looked for, in order
 * @param ledger whether the ledger can be relied on
 */
public record LossAccount(
        UUID runId,
        long acked,
        long accounted,
        long lost,
        List<SeqRange> lostRanges,
        long lostRangesTotal,
        double lostSeconds,
        long holes,
        long unackedSurvivors,
        long unrecordedRows,
        long foreignRows,
        long retainedThrough,
        Optional<Instant> lastAckedAt,
        Optional<Instant> lastSurvivingAt,
        boolean lostWhole,
        boolean sameWriter,
        boolean standby,
        List<Timeline> timelines,
        LedgerCondition ledger) {
    /** Copies the lists. */
    public LossAccount {
        lostRanges = List.copyOf(lostRanges);
        timelines = List.copyOf(timelines);
    }

    /**
     * A timeline that canaries were written on.
     *
     * @param number PostgreSQL's; each promotion takes a higher one
     * @param current whether the database takes writes on it
     * @param lastAckedAt the last acknowledgement on it, if there was one
     */
    public record Timeline(int number, boolean current, Optional<Instant> lastAckedAt) {}

    /** What a report tells of it. */
    public CanaryAccount figures() {
        return new CanaryAccount(acked, lost, lostSeconds, unackedSurvivors, holes, lostWhole);
    }

    /** Whether the run ended in order; if not, what it did after its last record is not known. */
    public boolean ledgerClosed() {
        return ledger.closed();
    }

    /** Acknowledged canaries that were looked for and found. */
    public long survived() {
        return accounted - lost;
    }

    /**
     * Accounts for a ledger. Streams both sides: a million canaries take a few hundred kilobytes. May be used while the
     * run goes on.
     *
     * @param connection to the database that is to be judged, of a role that may read {@link CanaryTable#NAME}
     * @throws IOException if the ledger can not be read
     * @throws ForeignRelationException if the database does not have the table that the ledger tells of
     * @throws SQLException if the table can not be read
     */
    public static LossAccount of(Ledger ledger, Connection connection) throws IOException, SQLException {
        Optional<CanaryRelation> table = ledger.relation();
        if (table.isPresent()) {
            new RelationQuery(connection).require(table.get(), "the database");
        }
        EndpointState database = new StateQuery(connection).ask();
        return new LossAccounting(ledger, database).account((range, found) -> {
            if (table.isPresent()) { // else no canary was ever written
                SurvivorQuery.within(connection, table.get(), ledger.runId(), range, found);
            }
        });
    }
}
