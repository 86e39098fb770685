package dev.drlab.doctor;

import dev.drlab.console.OneLine;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks at everything side by side. What does not answer in time is not taken for well. */
public final class Examination {
    private final Duration limit;

    /** With the longest time that all readings together may take. */
    public Examination(Duration limit) {
        this.limit = limit;
    }

    /**
     * One finding a probe, in their order.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Finding> of(List<Probe> probes) throws InterruptedException {
        ExecutorService readings = Executors.newCachedThreadPool(DaemonThreads.named("doctor"));
        try {
            Deadline deadline = Deadline.after(limit);
            Map<Probe, Future<Observation>> pending = new LinkedHashMap<>();
            probes.forEach(probe ->
                    pending.put(probe, readings.submit(() -> probe.inspection().see())));
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<Probe, Future<Observation>> look : pending.entrySet()) {
                Probe probe = look.getKey();
                findings.add(new Finding(probe.id(), probe.purpose(), outcome(look.getValue(), deadline)));
            }
            return List.copyOf(findings);
        } finally {
            readings.shutdownNow();
        }
    }

    private Observation outcome(Future<Observation> look, Deadline deadline) throws InterruptedException {
        try {
            return look.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Observation.unknown("no answer within " + deadline);
        } catch (ExecutionException e) {
            return Observation.unknown("cannot be looked at: " + OneLine.of(String.valueOf(e.getCause())));
        }
    }
}
