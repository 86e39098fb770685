package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * The account of what only an old database has, as the agent answers it and an output of {@code reprotect} keeps it.
 *
 * @param json the answer; without members where there was no old database
 */
public record DivergenceAnswer(JsonNode json) {
    private static final String STATUS = "status";
    private static final String SAVED = "saved";
    private static final String ITEMS = "items";
    private static final String CANARIES = "canaries";
    private static final String LIST = "list";
    private static final String WAL = "wal";

    /** Nothing may be null. */
    public DivergenceAnswer {
        Objects.requireNonNull(json, "json");
    }

    /**
     * Of an account whose list is kept.
     *
     * @param items rows of drlab's items
     * @param canaries rows of the verifier's
     * @param list where all are listed
     * @param wal the account by WAL, as {@link WalAnswer} has it
     */
    public static ObjectNode saved(long items, long canaries, String list, ObjectNode wal) {
        return JsonNodeFactory.instance
                .objectNode()
                .put(STATUS, SAVED)
                .put(ITEMS, items)
                .put(CANARIES, canaries)
                .put(LIST, list)
                .set(WAL, wal);
    }

    /** Whether there was an old database. */
    public boolean asked() {
        return !json.isEmpty();
    }

    /** Whether the account was made, and its list is kept. */
    public boolean isSaved() {
        return json.path(STATUS).asText().equals(SAVED);
    }

    /** Why not; empty where the agent did not say. */
    public Optional<String> reason() {
        return Optional.of(json.path("reason").asText()).filter(text -> !text.isEmpty());
    }

    /** Rows of drlab's items that only the old database had, if they were counted: not known is never none. */
    public Optional<Long> items() {
        return Json.whole(json, ITEMS);
    }

    /** The same of the verifier's canaries. */
    public Optional<Long> canaries() {
        return Json.whole(json, CANARIES);
    }

    /** Where all are listed; empty where nothing is. */
    public String list() {
        return json.path(LIST).asText();
    }

    /** The transactions of every application. */
    public WalAnswer wal() {
        return new WalAnswer(json.path(WAL));
    }
}
