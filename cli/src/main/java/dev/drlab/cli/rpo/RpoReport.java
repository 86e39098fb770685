package dev.drlab.cli.rpo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cli.ExitCode;
import dev.drlab.verifier.CanaryJson;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanarySnapshot;
import dev.drlab.verifier.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The summary of a run, for people and as JSON. */
final class RpoReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final CanaryResult result;
    private final Duration target;
    private final CpuMeter.Shares cpu;
    private final List<String> warnings;

    /**
     * @param cpu processor time of this process while the run lasted, as a share of one core
     */
    RpoReport(CanaryResult result, Duration target, CpuMeter.Shares cpu, List<String> warnings) {
        this.result = result;
        this.target = target;
        this.cpu = cpu;
        this.warnings = List.copyOf(warnings);
    }

    int exitCode() {
        if (result.end().acked() == 0 || result.end().ledgerFailure().isPresent()) {
            return ExitCode.COULD_NOT_RUN;
        }
        return met() ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }

    private boolean met() {
        return result.end().acked() > 0 && result.end().maxExposureSeconds() <= target.toNanos() / 1e9;
    }

    ObjectNode json() {
        ObjectNode node = JSON.createObjectNode();
        node.put("schemaVersion", 1);
        node.setAll(CanaryJson.run(result));
        node.putObject("rpo")
                .put("targetSeconds", target.toNanos() / 1e9)
                .put("met", met())
                .put("maxExposureSeconds", result.end().maxExposureSeconds());
        node.putObject("processor").put("share", cpu.whole()).put("shareSettled", cpu.settled());
        warnings.forEach(node.putArray("warnings")::add);
        return node;
    }

    String text() {
        CanarySnapshot end = result.end();
        double seconds = Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0;
        Percentiles lag = end.lagMillis();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "canaries",
                "%,d acknowledged in %.1f s (%.0f/s), %,d not, %,d skipped while no writer answered",
                end.acked(),
                seconds,
                end.acked() / Math.max(seconds, 0.001),
                end.failed(),
                end.skipped());
        line(
                text,
                "lag",
                "p50 %.2f  p95 %.2f  p99 %.2f  max %.2f ms over %,d canaries, known to %.2f ms (p95)",
                lag.p50(),
                lag.p95(),
                lag.p99(),
                lag.max(),
                end.lagSamples(),
                result.resolutionMillis());
        line(
                text,
                "exposure",
                "at most %.3f s, target %.0f s: %s",
                end.maxExposureSeconds(),
                target.toNanos() / 1e9,
                met() ? "met" : "MISSED");
        if (end.outstanding() > 0) {
            line(
                    text,
                    "outstanding",
                    "%,d acknowledged canaries are not on the replica; at the end the oldest had been acknowledged %.1f s ago",
                    end.outstanding(),
                    end.exposureSeconds());
        }
        if (end.lost() > 0) {
            line(text, "lost", "%,d acknowledged canaries were missing after a change of roles", end.lost());
        }
        line(text, "processor", "%.1f %% of one core, %.1f %% once settled", cpu.whole() * 100, cpu.settled() * 100);
        line(text, "ledger", "%s (run %s)", result.ledgerDirectory(), result.runId());
        end.lastError()
                .filter(error -> end.failed() + end.skipped() > 0 || end.acked() == 0)
                .ifPresent(error -> line(text, "last error", "%s", error));
        end.ledgerFailure().ifPresent(failure -> line(text, "ledger error", "%s", failure));
        warnings.forEach(warning -> line(text, "warning", "%s", warning));
        return text.toString();
    }

    static void write(Path file, ObjectNode node) throws CannotRunException {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, JSON.writeValueAsString(node) + "\n");
        } catch (IOException e) {
            throw new CannotRunException("--json: " + file + " could not be written: " + ServerFacts.oneLine(e));
        }
    }

    private static void line(StringBuilder text, String label, String format, Object... values) {
        text.append("%-12s ".formatted(label))
                .append(String.format(Locale.ROOT, format, values))
                .append('\n');
    }
}
