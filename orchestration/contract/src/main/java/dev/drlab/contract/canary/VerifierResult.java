package dev.drlab.contract.canary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import java.util.List;
import java.util.stream.Stream;

/** Names of the members of a verifier's result, the JSON that its job prints, which others read. */
public final class VerifierResult {
    public static final String SCHEMA_VERSION = "schemaVersion";
    public static final String ROWS_PER_SECOND = "rowsPerSecond";
    public static final String REPLICATION = "replication";
    public static final String LAG_MILLIS = "lagMillis";
    public static final String SAMPLES = "samples";
    public static final String RESOLUTION_MILLIS = "resolutionMillis";
    public static final String WARNINGS = "warnings";
    public static final String LEDGER_FAILURE = "ledgerFailure";
    /** The {@link CanaryAccount}, and what it rests on; null where there is none. */
    public static final String LOSS = "loss";
    /** Within the loss: rows that the run never started. */
    public static final String FOREIGN_ROWS = "foreignRows";
    /** Within the loss: whether the database is the one that all canaries were written to. */
    public static final String SAME_WRITER = "sameWriter";
    /** Within the loss: whether the database was in recovery. */
    public static final String STANDBY = "standby";
    /** Within the loss: what canaries were written on. */
    public static final String TIMELINES = "timelines";
    /** Within a timeline: whether the database takes writes on it. */
    public static final String CURRENT = "current";
    /** Within a timeline, and within the loss: an instant, null where nothing was acknowledged. */
    public static final String LAST_ACKED_AT = "lastAckedAt";
    /** Within the loss: what is wrong with the ledger. */
    public static final String LEDGER_DAMAGES = "ledgerDamages";

    private static final JsonMapper JSON = Json.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private VerifierResult() {}

    /** The members of a loss without which it says nothing. */
    public static List<String> lossMembers() {
        return Stream.concat(
                        CanaryAccount.members().stream(),
                        Stream.of(FOREIGN_ROWS, SAME_WRITER, STANDBY, TIMELINES, LEDGER_DAMAGES))
                .toList();
    }

    /**
     * The lag that a result tells.
     *
     * @throws IllegalArgumentException if it tells none
     */
    public static ReplicationLag replication(JsonNode result) {
        JsonNode told = result.path(REPLICATION);
        if (!told.hasNonNull(SAMPLES) || !told.hasNonNull(RESOLUTION_MILLIS)) {
            throw new IllegalArgumentException("the replication does not say " + SAMPLES + " and " + RESOLUTION_MILLIS);
        }
        try {
            return ReplicationLag.of(
                    JSON.treeToValue(told.path(LAG_MILLIS), Percentiles.class),
                    told.path(SAMPLES).asLong(),
                    told.path(RESOLUTION_MILLIS).asDouble());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }
}
