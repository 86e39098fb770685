package dev.drlab.rpo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.console.CannotRunException;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.json.Json;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.verifier.verdict.CanaryJson;
import dev.drlab.verifier.verdict.RpoVerdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The summary of a run, for people and as JSON. */
public final class RpoReport {
    private static final ObjectMapper JSON = Json.mapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final CanaryResult result;
    private final Duration target;
    private final CpuMeter.Shares cpu;
    private final List<String> warnings;
    private final Optional<RunLoss> loss;
    private final RpoVerdict verdict;

    /**
     * @param loss absent if one database was the writer all the time
     * @param cpu processor time of this process while the run lasted, as a share of one core
     */
    public RpoReport(
            CanaryResult result, Optional<RunLoss> loss, Duration target, CpuMeter.Shares cpu, List<String> warnings) {
        this.result = result;
        this.target = target;
        this.cpu = cpu;
        this.warnings = List.copyOf(warnings);
        this.loss = loss;
        this.verdict = loss.map(known -> RpoVerdict.ofRun(result.end(), known.account(), target))
                .orElseGet(() -> RpoVerdict.ofExposure(result.end(), target));
    }

    /** 0 met, 1 missed, 2 not judged. */
    public int exitCode() {
        return verdict.kind().exitCode();
    }

    /** For programs. */
    public ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("schemaVersion", 1);
        node.setAll(CanaryJson.run(result));
        node.set(
                "rpo",
                CanaryJson.rpo(verdict, target.toNanos() / 1e9, result.end().maxExposureSeconds()));
        node.set("loss", loss.flatMap(RunLoss::account).map(CanaryJson::loss).orElse(null));
        node.putObject("processor").put("share", cpu.whole()).put("shareSettled", cpu.settled());
        warnings.forEach(node.putArray("warnings")::add);
        return node;
    }

    /** For people. */
    public String text() {
        StringBuilder text = new StringBuilder();
        canaries(text);
        lag(text);
        exposure(text);
        loss.ifPresent(known -> lost(text, known));
        line(text, "processor", "%.1f %% of one core, %.1f %% once settled", cpu.whole() * 100, cpu.settled() * 100);
        line(text, "ledger", "%s (run %s)", result.ledgerDirectory(), result.runId());
        troubles(text);
        return text.toString();
    }

    private void canaries(StringBuilder text) {
        CanarySnapshot end = result.end();
        double seconds = Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0;
        line(
                text,
                "canaries",
                "%,d acknowledged in %.1f s (%.0f/s), %,d not",
                end.acked(),
                seconds,
                end.acked() / Math.max(seconds, 0.001),
                end.failed());
        if (end.skipped().total() > 0) {
            line(
                    text,
                    "skipped",
                    "%,d that this verifier's schedule missed, %,d while a commit had not been answered, %,d without a"
                            + " writer",
                    end.skipped().schedule(),
                    end.skipped().busy(),
                    end.skipped().withoutWriter());
        }
    }

    private void lag(StringBuilder text) {
        Percentiles lag = result.end().lagMillis();
        line(
                text,
                "lag",
                "p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms over %,d canaries, known to %.2f ms (p95)",
                lag.p50(),
                lag.p95(),
                lag.p99(),
                lag.max(),
                result.end().lagSamples(),
                result.resolutionMillis());
    }

    private void exposure(StringBuilder text) {
        CanarySnapshot end = result.end();
        line(
                text,
                "exposure",
                "%s %.3f s, target %s s: %s",
                end.outstanding() > 0 || end.replicated() == 0 ? "at least" : "at most",
                end.maxExposureSeconds(),
                seconds(target),
                verdict.kind().word());
        verdict.reasons().forEach(reason -> line(text, "because", "%s", reason));
        if (end.outstanding() > 0) {
            line(
                    text,
                    "outstanding",
                    "%,d acknowledged canaries are not on the replica; at the end the oldest had been acknowledged %.1f s ago",
                    end.outstanding(),
                    end.exposureSeconds());
        }
    }

    private void troubles(StringBuilder text) {
        CanarySnapshot end = result.end();
        end.lastError()
                .filter(error -> !verdict.met() || end.failed() + end.skipped().total() > 0)
                .ifPresent(error -> line(text, "last error", "%s", error));
        end.ledgerFailure().ifPresent(failure -> line(text, "ledger error", "%s", failure));
        warnings.forEach(warning -> line(text, "warning", "%s", warning));
    }

    private void lost(StringBuilder text, RunLoss known) {
        known.account()
                .ifPresentOrElse(
                        account -> line(
                                text,
                                "lost",
                                "%,d over %s%.3f s, by the account after a change of roles",
                                account.lost(),
                                account.lostWhole() ? "at least " : "",
                                account.lostSeconds()),
                        () -> line(
                                text,
                                "lost",
                                "%,d or more after a change of roles; no account: %s",
                                result.end().lost(),
                                known.failure()));
    }

    /** With as many digits as it has. */
    public static String seconds(Duration duration) {
        return new BigDecimal(duration.toNanos())
                .movePointLeft(9)
                .stripTrailingZeros()
                .toPlainString();
    }

    /**
     * Replaces the file.
     *
     * @throws CannotRunException naming the file and the cause, when it cannot be written
     */
    public static void write(Path file, ObjectNode node) throws CannotRunException {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, JSON.writeValueAsString(node) + "\n");
        } catch (IOException e) {
            throw new CannotRunException("--json: " + file + " could not be written: " + Causes.oneLine(e));
        }
    }

    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append("%-12s ".formatted(label))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
