package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The transactions that only an old database has, by its WAL, as the agent answers them. What was not counted is not there,
 * and never 0.
 *
 * @param json the agent's answer; an answer without members says that nothing was counted
 */
public record WalAnswer(JsonNode json) {
    /** The word of a {@link WalStatus}. */
    public static final String STATUS = "status";

    public static final String REASON = "reason";
    public static final String SUMMARY = "summary";
    public static final String BYTES = "bytes";
    public static final String TRANSACTIONS = "transactions";
    public static final String FOREIGN_TRANSACTIONS = "foreignTransactions";
    public static final String OTHER_TRANSACTIONS = "otherTransactions";
    public static final String ROWS_COMPLETE = "rowsComplete";
    public static final String LOST_SECONDS = "lostSeconds";
    public static final String FIRST_COMMIT_AT = "firstCommitAt";
    public static final String LAST_COMMIT_AT = "lastCommitAt";
    public static final String RELATIONS = "relations";
    public static final String RELATIONS_LEFT_OUT = "relationsLeftOut";
    public static final String UNLOGGED = "unlogged";
    public static final String NAME = "name";
    public static final String INSERTED = "inserted";
    public static final String UPDATED = "updated";
    public static final String DELETED = "deleted";

    /** Nothing may be null. */
    public WalAnswer {
        Objects.requireNonNull(json, "json");
    }

    /**
     * Changes of one relation.
     *
     * @param name with its schema
     * @param transactions that changed its rows
     * @param inserted rows
     * @param updated rows, each as often as it was updated
     * @param deleted rows
     */
    public record Relation(String name, long transactions, long inserted, long updated, long deleted) {}

    /** How much is known. */
    public WalStatus status() {
        return WalStatus.of(json.path(STATUS).asText());
    }

    /** Whether any number was counted. */
    public boolean counted() {
        return status() != WalStatus.NOT_COUNTED;
    }

    /** Why not all is known; empty when it is. */
    public String reason() {
        return json.path(REASON).asText(counted() ? "" : "the agent made no account by WAL");
    }

    /** One sentence. */
    public String summary() {
        return json.path(SUMMARY).asText("transactions not counted: " + reason());
    }

    /** Of WAL beyond the branch, if the branch is known. */
    public Optional<Long> bytes() {
        return Json.whole(json, BYTES);
    }

    /** Transactions that changed rows, if they were counted. */
    public Optional<Long> transactions() {
        return Json.whole(json, TRANSACTIONS);
    }

    /** Of those, the ones that changed a table that is not drlab's. */
    public Optional<Long> foreignTransactions() {
        return Json.whole(json, FOREIGN_TRANSACTIONS);
    }

    /** Transactions that changed schema or roles alone. */
    public Optional<Long> otherTransactions() {
        return Json.whole(json, OTHER_TRANSACTIONS);
    }

    /** Whether all rows that the transactions changed are counted, if any are. */
    public Optional<Boolean> rowsComplete() {
        return counted() ? Optional.of(json.path(ROWS_COMPLETE).booleanValue()) : Optional.empty();
    }

    /** From the last commit that both databases have to the last one that only the old one has, in seconds, if counted. */
    public Optional<Double> lostSeconds() {
        return json.hasNonNull(LOST_SECONDS)
                ? Optional.of(json.get(LOST_SECONDS).doubleValue())
                : Optional.empty();
    }

    /** Of those transactions, if there is one. */
    public Optional<Instant> firstCommitAt() {
        return instant(FIRST_COMMIT_AT);
    }

    /** Of those transactions, if there is one. */
    public Optional<Instant> lastCommitAt() {
        return instant(LAST_COMMIT_AT);
    }

    /** Those with the most changed rows. */
    public List<Relation> relations() {
        return StreamSupport.stream(json.path(RELATIONS).spliterator(), false)
                .map(relation -> new Relation(
                        relation.path(NAME).textValue(),
                        relation.path(TRANSACTIONS).longValue(),
                        relation.path(INSERTED).longValue(),
                        relation.path(UPDATED).longValue(),
                        relation.path(DELETED).longValue()))
                .toList();
    }

    /** Number of the other relations, if they were counted. */
    public Optional<Long> relationsLeftOut() {
        return Json.whole(json, RELATIONS_LEFT_OUT);
    }

    /** Tables of which no WAL tells. */
    public List<String> unlogged() {
        return Json.texts(json.path(UNLOGGED));
    }

    private Optional<Instant> instant(String name) {
        return json.hasNonNull(name) ? Optional.of(Instant.parse(json.get(name).textValue())) : Optional.empty();
    }
}
