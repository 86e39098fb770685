package dev.drlab.contract.machine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The output of an {@code activate} that succeeded.
 *
 * @param json the execution's output
 */
public record ActivateOutput(JsonNode json) {
    /** Nothing may be null. */
    public ActivateOutput {
        Objects.requireNonNull(json, "json");
    }

    /**
     * The outcome of the peer's fence, in words of the state machine.
     *
     * @param record the peer's record
     * @param database the peer's database
     */
    public record Fence(String record, String database) {}

    /** The epoch that the region holds now. */
    public long epoch() {
        return json.path("epoch").asLong();
    }

    /**
     * Seconds from the start of the incident, or of the run, to the commit that showed that the region takes writes; empty
     * where the run found the promotion done and was not told when the incident began.
     */
    public OptionalDouble writableAfterSeconds() {
        JsonNode seconds = json.path("writableAfterSeconds");
        return seconds.isNumber() ? OptionalDouble.of(seconds.asDouble()) : OptionalDouble.empty();
    }

    /** How the fence of the peer ended; a switchover that handed over has none. */
    public Optional<Fence> fence() {
        JsonNode fence = json.path("fence");
        return fence.isObject()
                ? Optional.of(new Fence(
                        fence.path("record").asText(), fence.path("database").asText()))
                : Optional.empty();
    }

    /** The optional steps that failed, a sentence each. */
    public List<String> warnings() {
        return Json.texts(json.path("warnings"));
    }
}
