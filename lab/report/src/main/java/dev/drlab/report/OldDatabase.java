package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.drlab.contract.machine.WalStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The transactions that only the database of a replaced region has, of any application, by its WAL from the position on
 * at which the new timeline branches off. What was not counted is null, never 0.
 *
 * @param region whose database it is
 * @param moment when it was looked into, such as {@code reprotect the old primary}
 * @param mode of the move that replaced it: a switchover leaves nothing behind
 * @param status how much is known
 * @param reason why not all is; empty when it is
 * @param summary one sentence
 * @param bytes of WAL beyond the branch; null when the branch is not known
 * @param transactions that changed rows; null when they were not counted, as all that follow
 * @param foreignTransactions of those, changed a table that is not drlab's
 * @param otherTransactions changed no rows of a table, but schema or roles
 * @param rowsComplete false when rows that transactions changed before the WAL that is left are missing in {@code relations}
 * @param lostSeconds from the last commit that both databases have to the last one that only the old one has
 * @param firstCommitAt null also when there was none
 * @param lastCommitAt null also when there was none
 * @param relations with changed rows, most rows first; not all where there are many
 * @param relationsLeftOut number of the others
 * @param unlogged tables with rows, or that may have had some, of which no WAL tells; also where nothing was counted
 */
@JsonPropertyOrder({
    "region",
    "moment",
    "mode",
    "status",
    "reason",
    "summary",
    "bytes",
    "transactions",
    "foreignTransactions",
    "otherTransactions",
    "rowsComplete",
    "lostSeconds",
    "firstCommitAt",
    "lastCommitAt",
    "relations",
    "relationsLeftOut",
    "unlogged"
})
public record OldDatabase(
        String region,
        String moment,
        Report.Mode mode,
        WalStatus status,
        String reason,
        String summary,
        Long bytes,
        Long transactions,
        Long foreignTransactions,
        Long otherTransactions,
        Boolean rowsComplete,
        Double lostSeconds,
        Instant firstCommitAt,
        Instant lastCommitAt,
        List<Relation> relations,
        Long relationsLeftOut,
        List<String> unlogged) {
    /**
     * Changes of one relation.
     *
     * @param name with its schema; partitions and TOAST count for their table
     * @param transactions that changed its rows
     * @param inserted rows
     * @param updated rows, each as often as it was updated
     * @param deleted rows
     */
    public record Relation(String name, long transactions, long inserted, long updated, long deleted) {
        /** @throws IllegalArgumentException if the name is blank or the number of transactions is negative */
        public Relation {
            Checks.notBlank("oldDatabases.relations.name", name);
            Checks.notNegative("oldDatabases.relations.transactions", transactions);
        }
    }

    /**
     * @throws IllegalArgumentException if numbers are given that were not counted, or missing although they were, or a
     *     reason is missing or given in vain
     */
    public OldDatabase {
        Checks.notBlank("oldDatabases.region", region);
        Checks.notBlank("oldDatabases.moment", moment);
        Objects.requireNonNull(mode, "oldDatabases.mode");
        Objects.requireNonNull(status, "oldDatabases.status");
        Checks.notBlank("oldDatabases.summary", summary);
        if ((status == WalStatus.COUNTED)
                != Objects.requireNonNull(reason, "oldDatabases.reason").isEmpty()) {
            throw new IllegalArgumentException(
                    "oldDatabases.reason is '" + reason + "' although the status is " + status.word());
        }
        boolean counted = status != WalStatus.NOT_COUNTED;
        if (counted != (transactions != null)
                || counted != (foreignTransactions != null)
                || counted != (otherTransactions != null)
                || counted != (lostSeconds != null)) {
            throw new IllegalArgumentException(
                    "oldDatabases has numbers exactly when they were counted, which is: " + status.word());
        }
        if (counted) {
            Checks.partOf(
                    "oldDatabases.foreignTransactions", foreignTransactions, "oldDatabases.transactions", transactions);
            Checks.notNegative("oldDatabases.otherTransactions", otherTransactions);
            Checks.notNegative("oldDatabases.lostSeconds", lostSeconds);
        }
        relations = relations == null ? List.of() : List.copyOf(relations);
        unlogged = unlogged == null ? List.of() : List.copyOf(unlogged);
    }

    /** Whether all was counted, with all the rows of each transaction, so that the numbers are exact. */
    @JsonIgnore
    public boolean isExact() {
        return status == WalStatus.COUNTED && !Boolean.FALSE.equals(rowsComplete);
    }

    /** Why not all is known; an account of an older version gave no reason where it missed rows alone. */
    String why() {
        return reason.isEmpty() && !isExact() ? "what some of them changed lies before the WAL that was read" : reason;
    }

    /** Transactions that are known to be only there, those that changed no rows of a table too; 0 where none were counted. */
    long atLeast() {
        return status == WalStatus.NOT_COUNTED ? 0 : transactions + otherTransactions;
    }

    /** Of those, the ones that drlab's own accounts know nothing of. */
    long ofOthers() {
        return status == WalStatus.NOT_COUNTED ? 0 : foreignTransactions + otherTransactions;
    }
}
