package dev.drlab.rpo;

import dev.drlab.console.CannotRunException;
import dev.drlab.verifier.CanaryConfig;
import dev.drlab.verifier.CanaryResult;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.database.Causes;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.measure.CanarySnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Canaries written to a writer and awaited on its replica, for as long as is asked for.
 *
 * @param writer takes the canaries
 * @param replica is read
 * @param config of the run
 * @param duration how long canaries are written; empty until it is stopped
 * @param target the exposure and the loss that are still good
 */
public record Measurement(
        Endpoint writer, Endpoint replica, CanaryConfig config, Optional<Duration> duration, Duration target) {
    /** How long the replica may take for the last canaries. */
    private static final Duration CATCH_UP = Duration.ofSeconds(5);

    /**
     * Measures, and returns when it is over.
     *
     * @param stop ends it early
     * @throws CannotRunException if a server cannot be used, or the ledger cannot be written
     */
    public RpoReport run(CountDownLatch stop, ProgressLine progress) throws CannotRunException, InterruptedException {
        List<String> warnings = Preflight.check(writer, replica);
        CpuMeter cpu = new CpuMeter();
        try (CanaryRun run = CanaryRun.start(config)) {
            watch(run, stop, progress, cpu);
            CpuMeter.Shares shares = cpu.shares();
            CanaryResult result = run.stop(CATCH_UP);
            Optional<RunLoss> loss = RunLoss.of(run, result, List.of(writer, replica));
            return new RpoReport(result, loss, target, shares, warnings);
        } catch (IOException e) {
            throw new CannotRunException("--ledger: " + config.ledgerDirectory() + " can not be written: "
                    + Causes.oneLine(e) + "; name another directory");
        }
    }

    private void watch(CanaryRun run, CountDownLatch stop, ProgressLine progress, CpuMeter cpu)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        long endNanos = duration.map(Duration::toNanos).orElse(Long.MAX_VALUE);
        long elapsed = 0;
        for (long second = 1; elapsed < endNanos; second++) {
            long untilNanos = Math.min(endNanos, Duration.ofSeconds(second).toNanos());
            if (stop.await(untilNanos - elapsed, TimeUnit.NANOSECONDS)) {
                break;
            }
            CanarySnapshot now = run.snapshot();
            if (now.ledgerFailure().isPresent()) {
                break;
            }
            elapsed = System.nanoTime() - startNanos;
            progress.show(second, now);
            cpu.second(second);
        }
        progress.end();
    }
}
