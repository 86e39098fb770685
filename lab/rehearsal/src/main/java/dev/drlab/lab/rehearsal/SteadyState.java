package dev.drlab.lab.rehearsal;

import dev.drlab.contract.waiting.Observed;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.scenario.run.Findings;
import dev.drlab.lab.scenario.run.Recorder;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.objects.ObjectCanaryRun;
import dev.drlab.workload.TrafficClient;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Gets from a lab that is just up to traffic as it is on any day; only then does a scenario's event tell anything. */
final class SteadyState {
    private static final Duration FIRST_LIMIT = Duration.ofSeconds(30);
    private static final Duration WARM_LIMIT = Duration.ofSeconds(30);
    private static final Duration RATE_LIMIT = Duration.ofSeconds(45);
    private static final Duration SAMPLE = Duration.ofSeconds(1);
    /** Of the writes asked for in a second, so many are to be acknowledged in one. */
    private static final double SHARE = 0.9;

    private final RehearsalOptions options;
    private final Recorder recorder;
    private final Findings findings;

    SteadyState(RehearsalOptions options, Recorder recorder, Findings findings) {
        this.options = options;
        this.recorder = recorder;
        this.findings = findings;
    }

    /**
     * Waits until a write, a canary and a canary object have been acknowledged and have arrived, then until all service
     * tasks are warm (those that an outage finds have run for days), then until writes are acknowledged at their rate,
     * then for the steady time that was asked for. A task that stays cold and a rate that is not reached are warnings.
     *
     * @throws LabException when nothing is acknowledged
     */
    void await(Lab lab, TrafficClient traffic, CanaryRun canaries, ObjectCanaryRun objects)
            throws InterruptedException {
        recorder.event(
                "traffic started",
                options.writesPerSecond() + " writes/s through the front door, " + options.canariesPerSecond()
                        + " canaries/s");
        awaitFirst(traffic, canaries, objects);
        awaitWarmTasks(lab);
        awaitRate(traffic);
        findings.undisturbedSince(System.nanoTime());
        ScenarioRun.pause(options.duration());
        recorder.event(
                "steady",
                acknowledged(traffic) + " writes and " + canaries.snapshot().acked() + " canaries acknowledged so far");
    }

    private static void awaitFirst(TrafficClient traffic, CanaryRun canaries, ObjectCanaryRun objects)
            throws InterruptedException {
        Poll.within(FIRST_LIMIT)
                .holds(
                        "the traffic did not begin",
                        () -> acknowledged(traffic) > 0
                                && canaries.snapshot().replicated() > 0
                                && objects.snapshot().replication().samples() > 0)
                .orElseThrow((missed, no) -> new LabException(missed + ": " + acknowledged(traffic)
                        + " writes acknowledged (" + traffic.stats().writes() + "), "
                        + canaries.snapshot().replicated() + " canaries and "
                        + objects.snapshot().replication().samples()
                        + " objects replicated; at least one of each is awaited"));
    }

    private void awaitWarmTasks(Lab lab) throws InterruptedException {
        Poll poll = Poll.within(WARM_LIMIT).every(SAMPLE);
        for (LabRegion region : lab.regions()) {
            for (int port : region.balancer().healthyTargets()) {
                URI task = URI.create("http://127.0.0.1:" + port);
                if (!poll.holds(task + " stayed cold", () -> isWarm(task)).met()) {
                    findings.warn("a service task of " + region.name() + " was cold when the event came");
                    return;
                }
            }
        }
    }

    private static boolean isWarm(URI task) throws InterruptedException {
        return LabStatus.databaseCheck(task)
                .map(check -> check.path("warm").asBoolean())
                .orElse(false);
    }

    private void awaitRate(TrafficClient traffic) throws InterruptedException {
        Observed<Double> rate = Poll.within(RATE_LIMIT)
                .every(Duration.ZERO) // each reading takes a second
                .observe(
                        "the rate was not reached",
                        () -> rate(traffic),
                        seen -> seen >= SHARE * options.writesPerSecond());
        if (!rate.met()) {
            findings.warn(String.format(
                    Locale.ROOT,
                    "the service acknowledged %.0f of the %d writes/s asked for when the event came",
                    rate.last(),
                    options.writesPerSecond()));
        }
    }

    /** Writes per second, over {@link #SAMPLE}. */
    private static double rate(TrafficClient traffic) throws InterruptedException {
        int before = acknowledged(traffic);
        long began = System.nanoTime();
        ScenarioRun.pause(SAMPLE);
        return (acknowledged(traffic) - before) * 1e9 / (System.nanoTime() - began);
    }

    private static int acknowledged(TrafficClient traffic) {
        return traffic.ledger().acknowledgedCount();
    }
}
