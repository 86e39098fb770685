package dev.drlab.lab.scenario.step;

import dev.drlab.contract.machine.WalAnswer;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.OldDatabase;
import dev.drlab.report.Report;
import java.util.List;
import java.util.Optional;

/** The account by WAL of a region that was replaced: asked of its agent, or as {@code reprotect} tells it. */
public final class OldDatabaseAccount {
    private OldDatabaseAccount() {}

    /** Asks the region's agent, which changes nothing. */
    public static void ask(ScenarioRun run, String region, String moment, Report.Mode mode) {
        note(run, region, moment, mode, run.lab().walAccount(region));
    }

    /** @param wal as the agent answers it */
    static void note(ScenarioRun run, String region, String moment, Report.Mode mode, WalAnswer wal) {
        OldDatabase account = of(region, moment, mode, wal);
        run.recorder().event("account by WAL", region + ": " + account.summary());
        run.findings().oldDatabase(account);
    }

    /**
     * The report's part on a region's old database.
     *
     * @param moment when it was read, in a reader's words
     * @param wal the answer of the agent's {@code walAccount}
     */
    public static OldDatabase of(String region, String moment, Report.Mode mode, WalAnswer wal) {
        return new OldDatabase(
                region,
                moment,
                mode,
                wal.status(),
                wal.reason(),
                wal.summary(),
                wal.bytes().orElse(null),
                wal.transactions().orElse(null),
                wal.foreignTransactions().orElse(null),
                wal.otherTransactions().orElse(null),
                wal.rowsComplete().orElse(null),
                wal.lostSeconds().orElse(null),
                wal.firstCommitAt().orElse(null),
                wal.lastCommitAt().orElse(null),
                relations(wal),
                wal.relationsLeftOut().orElse(null),
                wal.unlogged());
    }

    private static List<OldDatabase.Relation> relations(WalAnswer wal) {
        return wal.relations().stream()
                .map(each -> new OldDatabase.Relation(
                        each.name(), each.transactions(), each.inserted(), each.updated(), each.deleted()))
                .toList();
    }

    /**
     * Each acknowledged write is a transaction of its own: what is missing in the database that survived must be in the WAL
     * of those that did not. Empty when it is, and when not all was counted.
     *
     * @param lost acknowledged writes that are missing
     */
    public static Optional<String> disagreement(List<OldDatabase> accounts, long lost) {
        boolean known = !accounts.isEmpty() && accounts.stream().allMatch(OldDatabase::isExact);
        if (!known) {
            return Optional.empty();
        }
        long byWal = accounts.stream().mapToLong(OldDatabase::transactions).sum();
        return byWal >= lost
                ? Optional.empty()
                : Optional.of("by their WAL the old databases have " + byWal + " transactions that no other has, but "
                        + lost + " acknowledged writes are missing");
    }
}
