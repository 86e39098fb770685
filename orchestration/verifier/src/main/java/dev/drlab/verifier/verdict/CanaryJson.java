package dev.drlab.verifier.verdict;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.measure.CanarySample;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.measure.Percentiles;
import dev.drlab.verifier.measure.Skipped;
import java.time.Duration;

/** The JSON of runs and losses, with the field names that every drlab report uses. */
public final class CanaryJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CanaryJson() {}

    /** {@code {lagMillis {p50, p95, p99, max}, samples, resolutionMillis}}. */
    public static ObjectNode replication(CanarySnapshot snapshot) {
        ObjectNode node = NODES.objectNode();
        node.set("lagMillis", percentiles(snapshot.lagMillis()));
        node.put("samples", snapshot.lagSamples());
        node.put("resolutionMillis", snapshot.resolution().p95());
        return node;
    }

    /** {@code {acked, lost, lostSeconds, unackedSurvivors, holes, …}}, see {@link LossAccount}. */
    public static ObjectNode loss(LossAccount account) {
        ObjectNode node = NODES.objectNode()
                .put("acked", account.acked())
                .put("lost", account.lost())
                .put("lostSeconds", account.lostSeconds())
                .put("unackedSurvivors", account.unackedSurvivors())
                .put("unrecordedRows", account.unrecordedRows())
                .put("holes", account.holes())
                .put("foreignRows", account.foreignRows())
                .put("accounted", account.accounted())
                .put("retainedThrough", account.retainedThrough())
                .put("lastAckedAt", account.lastAckedAt().map(Object::toString).orElse(null))
                .put(
                        "lastSurvivingAt",
                        account.lastSurvivingAt().map(Object::toString).orElse(null))
                .put("lostWhole", account.lostWhole())
                .put("sameWriter", account.sameWriter())
                .put("standby", account.standby())
                .put("ledgerClosed", account.ledgerClosed())
                .put(
                        "ledgerLastRecordAt",
                        account.ledger().lastRecordAt().map(Object::toString).orElse(null))
                .put("lostRangesTotal", account.lostRangesTotal());
        ArrayNode timelines = node.putArray("timelines");
        account.timelines()
                .forEach(timeline -> timelines
                        .addObject()
                        .put("timeline", timeline.number())
                        .put("current", timeline.current())
                        .put(
                                "lastAckedAt",
                                timeline.lastAckedAt().map(Object::toString).orElse(null)));
        ArrayNode damages = node.putArray("ledgerDamages");
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
                .put("rowsPerSecond", result.rowsPerSecond())
                .put("ledger", result.ledgerDirectory().toString());
        node.set("canaries", counts(end));
        node.putObject("exposure").put("maxSeconds", end.maxExposureSeconds()).put("endSeconds", end.exposureSeconds());
        node.set("replication", replication(end));
        ((ObjectNode) node.get("replication")).set("resolution", percentiles(end.resolution()));
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
        return NODES.objectNode()
                .put("p50", percentiles.p50())
                .put("p95", percentiles.p95())
                .put("p99", percentiles.p99())
                .put("max", percentiles.max());
    }
}
