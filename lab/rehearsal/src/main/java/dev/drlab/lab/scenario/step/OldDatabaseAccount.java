package dev.drlab.lab.scenario.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.WalStatus;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.report.OldDatabase;
import dev.drlab.report.Report;
import java.time.Instant;
import java.util.ArrayList;
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
    static void note(ScenarioRun run, String region, String moment, Report.Mode mode, JsonNode wal) {
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
    public static OldDatabase of(String region, String moment, Report.Mode mode, JsonNode wal) {
        WalStatus status = WalStatus.of(wal.path("status").asText());
        boolean counted = status != WalStatus.NOT_COUNTED;
        String reason = wal.path("reason").asText(counted ? "" : "the agent made no account by WAL");
        return new OldDatabase(
                region,
                moment,
                mode,
                status,
                reason,
                wal.path("summary").asText("transactions not counted: " + reason),
                whole(wal, "bytes"),
                whole(wal, "transactions"),
                whole(wal, "foreignTransactions"),
                whole(wal, "otherTransactions"),
                counted ? wal.path("rowsComplete").booleanValue() : null,
                counted ? wal.path("lostSeconds").doubleValue() : null,
                instant(wal, "firstCommitAt"),
                instant(wal, "lastCommitAt"),
                relations(wal),
                whole(wal, "relationsLeftOut"),
                texts(wal.path("unlogged")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Long whole(JsonNode wal, String name) {
        return wal.hasNonNull(name) ? wal.path(name).longValue() : null;
    }

    private static Instant instant(JsonNode wal, String name) {
        return wal.hasNonNull(name) ? Instant.parse(wal.path(name).textValue()) : null;
    }

    private static List<OldDatabase.Relation> relations(JsonNode wal) {
        List<OldDatabase.Relation> relations = new ArrayList<>();
        wal.path("relations")
                .forEach(relation -> relations.add(new OldDatabase.Relation(
                        relation.path("name").textValue(),
                        relation.path("transactions").longValue(),
                        relation.path("inserted").longValue(),
                        relation.path("updated").longValue(),
                        relation.path("deleted").longValue())));
        return relations;
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
