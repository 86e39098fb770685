package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The output of a {@code reprotect} that succeeded.
 *
 * @param json the execution's output
 */
public record ReprotectOutput(JsonNode json) {
    /** Nothing may be null. */
    public ReprotectOutput {
        Objects.requireNonNull(json, "json");
    }

    /** The active region. */
    public String peer() {
        return json.path("peer").asText();
    }

    /** The epoch of the active region. */
    public long epoch() {
        return json.path("epoch").asLong();
    }

    /** Whether the region was the standby already, so that nothing was changed. */
    public boolean alreadyProtected() {
        return json.path("alreadyProtected").asBoolean();
    }

    /** Name of the old database's snapshot, if one was taken. */
    public Optional<String> snapshot() {
        return text("snapshot");
    }

    /** Name of the old instance, if it is still there. */
    public Optional<String> kept() {
        return text("kept");
    }

    /** The account of rows that only the old database has, from the agent; empty when there was no old database. */
    public DivergenceAnswer divergence() {
        return new DivergenceAnswer(json.path("divergence"));
    }

    /** The optional steps that failed, a sentence each. */
    public List<String> warnings() {
        return Json.texts(json.path("warnings"));
    }

    private Optional<String> text(String field) {
        return Optional.of(json.path(field).asText()).filter(text -> !text.isEmpty());
    }
}
