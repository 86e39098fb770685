package dev.drlab.verifier.verdict;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.VerifierResult;
import dev.drlab.contract.json.Json;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.measure.CanarySample;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.measure.Skipped;
import java.time.Duration;

/** The JSON of runs and losses, with the field names that every drlab report uses. */
public final class CanaryJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = Json.mapper();

    private CanaryJson() {}

    /** {@code {lagMillis {p50, p95, p99, max}, samples, resolutionMillis}}. */
    public static ObjectNode replication(CanarySnapshot snapshot) {
        ObjectNode node = NODES.objectNode();
        node.set(VerifierResult.LAG_MILLIS, percentiles(snapshot.lagMillis()));
        node.put(VerifierResult.SAMPLES, snapshot.lagSamples());
        node.put(VerifierResult.RESOLUTION_MILLIS, snapshot.resolution().p95());
        return node;
    }

    /** {@code {acked, lost, lostSeconds, unackedSurvivors, holes, …}}, see {@link LossAccount}. */
    public static ObjectNode loss(LossAccount account) {
        ObjectNode node = account.figures().json();
        node.put("unrecordedRows", account.unrecordedRows())
                .put(VerifierResult.FOREIGN_ROWS, account.foreignRows())
                .put("accounted", account.accounted())
                .put("retainedThrough", account.retainedThrough())
                .put(
                        VerifierResult.LAST_ACKED_AT,
                        account.lastAckedAt().map(Object::toString).orElse(null))
                .put(
                        "lastSurvivingAt",
                        account.lastSurvivingAt().map(Object::toString).orElse(null))
                .put(VerifierResult.SAME_WRITER, account.sameWriter())
                .put(VerifierResult.STANDBY, account.standby())
                .put("ledgerClosed", account.ledgerClosed())
                .put(
                        "ledgerLastRecordAt",
                        account.ledger().lastRecordAt().map(Object::toString).orElse(null))
                .put("lostRangesTotal", account.lostRangesTotal());
        ArrayNode timelines = node.putArray(VerifierResult.TIMELINES);
        account.timelines()
                .forEach(timeline -> timelines
                        .addObject()
                        .put("timeline", timeline.number())
                        .put(VerifierResult.CURRENT, timeline.current())
                        .put(
                                VerifierResult.LAST_ACKED_AT,
                                timeline.lastAckedAt().map(Object::toString).orElse(null)));
        ArrayNode damages = node.putArray(VerifierResult.LEDGER_DAMAGES);
        account.ledger()
                .damages()
                .forEach(damage -> damages.addObject()
                        .put("file", damage.file().toString())
                        .put("offset", damage.offset())
                        .put("lastGoodSeq", damage.lastGoodSeq())
                        .put("what", damage.what()));
        ArrayNode ranges = node.putArray("lostRanges");
        account.lostRanges()
                .forEach(range -> ranges.addArray().add(range.from()).add(range.to()));
        return node;
    }

    /** A whole run: identity, counts, exposure, replication, the series. */
    public static ObjectNode run(CanaryResult result) {
        CanarySnapshot end = result.end();
        ObjectNode node = NODES.objectNode()
                .put("runId", result.runId().toString())
                .put("startedAt", result.startedAt().toString())
                .put("endedAt", result.endedAt().toString())
                .put(
                        "seconds",
                        Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0)
                .put(VerifierResult.ROWS_PER_SECOND, result.rowsPerSecond())
                .put("ledger", result.ledgerDirectory().toString());
        node.set("canaries", counts(end));
        node.putObject("exposure").put("maxSeconds", end.maxExposureSeconds()).put("endSeconds", end.exposureSeconds());
        node.set(VerifierResult.REPLICATION, replication(end).set("resolution", percentiles(end.resolution())));
        ArrayNode series = node.putArray("series");
        for (CanarySample sample : result.samples()) {
            series.addObject()
                    .put("at", sample.at().toString())
                    .put("lagMillis", sample.lagMillis() < 0 ? null : Double.valueOf(sample.lagMillis()))
                    .put("exposureSeconds", sample.exposureSeconds());
        }
        return node;
    }

    private static ObjectNode counts(CanarySnapshot snapshot) {
        ObjectNode node = NODES.objectNode()
                .put("started", snapshot.started())
                .put("acked", snapshot.acked())
                .put("failed", snapshot.failed())
                .put("longestWithoutAckSeconds", snapshot.longestWithoutAckSeconds())
                .put("replicated", snapshot.replicated())
                .put("outstanding", snapshot.outstanding())
                .put("missingAfterRoleChange", snapshot.lost());
        Skipped skipped = snapshot.skipped();
        node.putObject("skipped")
                .put("schedule", skipped.schedule())
                .put("busy", skipped.busy())
                .put("withoutWriter", skipped.withoutWriter());
        return node;
    }

    /** {@code {targetSeconds, verdict, met, reasons, maxExposureSeconds}}, of a run. */
    public static ObjectNode rpo(RpoVerdict verdict, double targetSeconds, double maxExposureSeconds) {
        return rpo(verdict, targetSeconds).put("maxExposureSeconds", maxExposureSeconds);
    }

    /** {@code {targetSeconds, verdict, met, reasons}}. */
    public static ObjectNode rpo(RpoVerdict verdict, double targetSeconds) {
        ObjectNode node = NODES.objectNode()
                .put("targetSeconds", targetSeconds)
                .put("verdict", verdict.kind().json())
                .put("met", verdict.met());
        verdict.reasons().forEach(node.putArray("reasons")::add);
        return node;
    }

    private static ObjectNode percentiles(Percentiles percentiles) {
        return JSON.valueToTree(percentiles);
    }
}
