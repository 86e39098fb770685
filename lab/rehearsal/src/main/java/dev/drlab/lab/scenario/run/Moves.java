package dev.drlab.lab.scenario.run;

import dev.drlab.report.Report;
import dev.drlab.workload.FullRecoveryWatch;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.RequestCounts;
import dev.drlab.workload.ServiceRecovery;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.account.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The moves of a run. Each is watched until the service is fully back, before anything else may happen: what comes next
 * would hide when it was over. Not thread-safe: a scenario has one thread.
 */
public final class Moves {
    private static final FullRecoveryWatch WATCH = FullRecoveryWatch.usual();

    /** How long full recovery is waited for, once a first write was accepted and the state machine has ended. */
    public static final Duration LIMIT = WATCH.limit();

    private final TrafficClient traffic;
    private final Recorder recorder;
    private final List<Move> moves = new ArrayList<>();

    /** None yet. */
    public Moves(TrafficClient traffic, Recorder recorder) {
        this.traffic = traffic;
        this.recorder = recorder;
    }

    /** Those that were watched, in order. */
    public List<Move> all() {
        return List.copyOf(moves);
    }

    /**
     * Watches until the service is fully back, for {@link #LIMIT} at most, and notes the move. Without a first write there
     * is nothing to wait for.
     *
     * @param event when the service was interrupted, or its move began
     */
    public Move watch(String name, Report.Mode mode, String region, Instant event, Optional<Recovery> firstWrite)
            throws InterruptedException {
        return note(name, mode, region, event, mode == Report.Mode.UNPLANNED, firstWrite);
    }

    /** The same for a planned move whose time without writes is what the scenario sets out to have. */
    public Move watchAskedOutage(String name, String region, Instant event, Optional<Recovery> firstWrite)
            throws InterruptedException {
        return note(name, Report.Mode.PLANNED, region, event, true, firstWrite);
    }

    private Move note(
            String name,
            Report.Mode mode,
            String region,
            Instant event,
            boolean outageIsAsked,
            Optional<Recovery> firstWrite)
            throws InterruptedException {
        Optional<ServiceRecovery> service = Optional.empty();
        if (firstWrite.isPresent()) {
            service = Optional.of(await(region, event, firstWrite.get()));
        }
        Instant until = service.map(seen -> traffic.at(seen.judgedUntilNanos())).orElseGet(recorder::now);
        Move move = new Move(name, mode, region, event, outageIsAsked, firstWrite, service, until);
        moves.add(move);
        return move;
    }

    /** Waits until the service is fully back and has stayed so, and says so; or until the limit. */
    public ServiceRecovery await(String region, Instant event, Recovery firstWrite) throws InterruptedException {
        long eventNanos = traffic.nanos(event);
        ServiceRecovery seen =
                WATCH.await(traffic, region, eventNanos, firstWrite.write().ackNanos());
        tell(region, eventNanos, seen);
        return seen;
    }

    private void tell(String region, long eventNanos, ServiceRecovery seen) {
        long until = seen.nanos().orElse(seen.judgedUntilNanos());
        RequestCounts counts = traffic.underWayFrom(eventNanos, until);
        String failed =
                String.format(Locale.ROOT, "%d of %d requests failed until then", counts.failed(), counts.requests());
        if (seen.nanos().isPresent()) {
            recorder.event(traffic.at(until), "full recovery", region + "; " + failed);
        } else {
            recorder.event("no full recovery", region + " within " + LIMIT.toSeconds() + " s; " + failed);
        }
    }
}
