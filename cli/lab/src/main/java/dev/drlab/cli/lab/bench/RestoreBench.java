package dev.drlab.cli.lab.bench;

import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.bench.BenchTable.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code drlab s3 restore --dry-run} over buckets of a thousand versions, of ten times and of a hundred times as many.
 * Once against a bucket that answers at once, which shows drlab's own part and that of {@link ManyVersions}, and once
 * against one that answers as S3 does.
 */
final class RestoreBench implements Bench {
    private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000);
    private static final int HEAP_MEGABYTES = 64;
    /**
     * Tens of milliseconds, says
     * https://docs.aws.amazon.com/whitepapers/latest/s3-optimizing-performance-best-practices/timeouts-and-retries-for-latency-sensitive-applications.html
     */
    private static final Duration LATENCY = Duration.ofMillis(50);

    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);
    private static final int SECONDS = 60;

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress)
            throws InterruptedException {
        try {
            Path log = Files.createDirectories(place.reports()).resolve("restore.log");
            for (int run = 1; run <= runs; run++) {
                for (int size : SIZES) {
                    measure(size, Duration.ZERO, log, samples, progress);
                }
                measure(SIZES.get(SIZES.size() - 1), LATENCY, log, samples, progress);
            }
        } catch (IOException e) {
            throw new LabException("the restore's bench failed: " + e.getMessage(), e);
        }
    }

    private static void measure(int versions, Duration latency, Path log, Samples samples, Consumer<String> progress)
            throws IOException, InterruptedException {
        try (ManyVersions bucket = new ManyVersions(versions, latency)) {
            OwnProcess.Outcome outcome = new OwnProcess(
                            List.of(
                                    "s3",
                                    "restore",
                                    "--bucket",
                                    ManyVersions.BUCKET,
                                    "--at",
                                    ManyVersions.BETWEEN.toString(),
                                    "--endpoint",
                                    bucket.endpoint().toString(),
                                    "--path-style",
                                    "--dry-run"),
                            List.of("-Xmx" + HEAP_MEGABYTES + "m"),
                            Map.of("AWS_ACCESS_KEY_ID", "bench", "AWS_SECRET_ACCESS_KEY", "bench"),
                            log)
                    .run(TIME_LIMIT);
            requireRight(outcome, versions, log);
            String name = String.format(
                    Locale.ROOT,
                    "restore of %,d versions planned, %s",
                    versions,
                    latency.isZero() ? "answers at once" : "answers after " + latency.toMillis() + " ms");
            boolean largest = versions == SIZES.get(SIZES.size() - 1);
            samples.add(name, "s", largest ? Limit.atMost(SECONDS) : null, outcome.seconds());
            samples.add(name + ": peak memory", "MB", null, outcome.peakMegabytes());
            progress.accept(String.format(
                    Locale.ROOT, "%s: %.2f s, %.0f MB", name, outcome.seconds(), outcome.peakMegabytes()));
        }
    }

    /** A figure of a plan that is wrong is none. */
    private static void requireRight(OwnProcess.Outcome outcome, int versions, Path log) throws IOException {
        String output = Files.readString(log);
        String expected = String.format(
                Locale.ROOT,
                "%,d keys with %,d versions: 0 to undelete, %,d to revert",
                versions / 2,
                versions,
                versions / 2);
        if (outcome.exitCode() != 0 || !output.contains(expected)) {
            throw new LabException("drlab s3 restore did not plan " + expected + ": " + output);
        }
    }
}
