package dev.drlab.report;

import dev.drlab.contract.machine.WalStatus;
import java.util.List;

/** The effect of the accounts by WAL on a rehearsal's verdict and its words. */
public final class OldDatabaseRules {
    private OldDatabaseRules() {}

    /** A sentence for each account that is not complete, and for each that says that more was lost than may be. */
    static List<String> reasons(Report report) {
        return report.oldDatabases().stream()
                .flatMap(old -> reasons(old, report.rpo().targetSeconds()).stream())
                .toList();
    }

    private static List<String> reasons(OldDatabase old, double targetSeconds) {
        if (!old.isExact()) {
            return List.of("Not all is known: " + sentence(old));
        }
        boolean unlogged = !old.unlogged().isEmpty();
        if (old.atLeast() == 0 && !unlogged) {
            return List.of();
        }
        if (old.mode() == Report.Mode.PLANNED) {
            return List.of("A switchover may leave nothing behind, but " + sentence(old));
        }
        if (unlogged) {
            return List.of("How old the rows are that are lost is not known: " + sentence(old));
        }
        return old.lostSeconds() > targetSeconds
                ? List.of("Transactions of the last " + Quantity.duration(old.lostSeconds())
                        + " are only in the old database of " + old.region() + ", more than the target of "
                        + Quantity.duration(targetSeconds) + ".")
                : List.of();
    }

    /** Whether an old database has transactions, or rows without WAL, that drlab's own accounts do not know of. */
    static boolean othersLost(Report report) {
        return report.oldDatabases().stream()
                .anyMatch(old -> old.ofOthers() > 0 || !old.unlogged().isEmpty());
    }

    /** The words for "none", where no write of drlab's own is missing: it never leaves out what the WAL says. */
    public static String noneLost(Report report, String none) {
        if (othersLost(report)) {
            return none + " of drlab's own";
        }
        boolean more = report.oldDatabases().stream().anyMatch(old -> !old.isExact() || old.atLeast() > 0);
        return more ? none + " acknowledged" : none;
    }

    /** Such as {@code by its WAL, the old database of a has 14 transactions that no other has, 5 of other applications.} */
    public static String sentence(OldDatabase old) {
        return transactions(old)
                + (old.unlogged().isEmpty()
                        ? ""
                        : " Besides, no WAL tells of unlogged tables: " + String.join(", ", old.unlogged()) + ".");
    }

    private static String transactions(OldDatabase old) {
        String whose = "the old database of " + old.region() + " (" + old.moment() + ")";
        if (old.status() == WalStatus.NOT_COUNTED) {
            return "how many transactions only " + whose + " has was not counted"
                    + (old.bytes() == null ? "" : ", " + Quantity.count(old.bytes(), "byte") + " of WAL")
                    + ": " + old.reason() + ".";
        }
        String number = old.transactions() == 0 && old.isExact()
                ? "no transaction"
                : Quantity.count(old.transactions(), "transaction");
        return "by its WAL, " + whose + " has " + (old.isExact() ? "" : "at least ") + number
                + " that no other database has"
                + (old.foreignTransactions() == 0
                        ? ""
                        : ", " + Quantity.number(old.foreignTransactions()) + " of other applications")
                + (old.otherTransactions() == 0
                        ? ""
                        : ", and " + Quantity.number(old.otherTransactions()) + " that changed schema or roles")
                + (old.isExact() ? "." : ": " + old.why() + ".");
    }
}
