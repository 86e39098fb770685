package dev.drlab.lab.rehearsal;

import dev.drlab.lab.scenario.run.RehearsalOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A rehearsal's options as a report shows them, by name and in their order. */
final class ShownOptions {
    private ShownOptions() {}

    static Map<String, String> of(RehearsalOptions options) {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("rate", options.writesPerSecond() + " writes/s");
        shown.put("canary-rate", options.canariesPerSecond() + " rows/s");
        options.traffic().connectionAge().ifPresent(age -> shown.put("connection-age", seconds(age)));
        shown.put("duration", seconds(options.duration()));
        shown.put("target-rto", seconds(options.rtoTarget()));
        shown.put("target-rpo", seconds(options.rpoTarget()));
        shown.put("target-gap", seconds(options.serviceTargets().gap(options.rtoTarget(), Duration.ZERO)));
        shown.put(
                "target-failed",
                String.format(Locale.ROOT, "%.4g %%", options.serviceTargets().failedShare() * 100));
        shown.put("wan-latency", options.lab().wanLatency().toMillis() + " ms");
        shown.put("promote-delay", seconds(options.lab().promoteDelay()));
        shown.put(
                "health checks",
                "every " + seconds(options.lab().healthInterval()) + ", threshold "
                        + options.lab().healthThreshold());
        shown.put("ttl", seconds(options.lab().ttl()));
        return shown;
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }
}
