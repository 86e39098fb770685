package dev.drlab.workload.account;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import dev.drlab.workload.RequestCounts;
import dev.drlab.workload.ServiceRecovery;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The clients' requests over the whole run since the steady state and in each part of it; made once they have stopped.
 */
public final class ServiceAccount {
    private static final String BEFORE = "before the event";
    private static final String STEADY = "steady state";
    private static final String FIRST_WRITE = "first accepted write";

    private final TrafficClient traffic;
    private final List<Move> moves;
    private final ServiceTargets targets;
    private final Duration rtoTarget;
    private final Duration promoteDelay;
    private final String from;
    private final long steadyNanos;
    private final long undisturbedNanos;

    /**
     * @param moves at least one, in order
     * @param targets what the clients may be asked to bear
     * @param rtoTarget the target for full recovery
     * @param promoteDelay what was added to promotions; zero for nothing
     * @param from the region that served before the first of them
     * @param steadyNanos where the account of the whole begins, a {@link System#nanoTime()}
     * @param undisturbedNanos where its first part begins, the steady time before the event
     */
    public ServiceAccount(
            TrafficClient traffic,
            List<Move> moves,
            ServiceTargets targets,
            Duration rtoTarget,
            Duration promoteDelay,
            String from,
            long steadyNanos,
            long undisturbedNanos) {
        this.traffic = traffic;
        this.moves = List.copyOf(moves);
        this.targets = targets;
        this.rtoTarget = rtoTarget;
        this.promoteDelay = promoteDelay;
        this.from = from;
        this.steadyNanos = steadyNanos;
        this.undisturbedNanos = undisturbedNanos;
    }

    /** Of the whole run, and of each part against its targets. */
    public Report.Availability availability() {
        TrafficStats stats = traffic.statsSince(steadyNanos);
        FullRecovery first = fullRecovery(0);
        return new Report.Availability(
                stats.requests(),
                stats.failed(),
                stats.longestOutageSeconds(),
                stats.longestWriteGapSeconds(),
                first.seconds(),
                first.failed(),
                legs());
    }

    /** That of a move, by its number in the run. */
    public FullRecovery fullRecovery(int number) {
        Move move = moves.get(number);
        long event = traffic.nanos(move.event());
        OptionalLong moment = move.service().map(ServiceRecovery::nanos).orElse(OptionalLong.empty());
        long watchedUntil = traffic.nanos(move.watchedUntil());
        RequestCounts counts = traffic.underWayFrom(event, moment.orElse(watchedUntil));
        return new FullRecovery(
                seconds(event, moment),
                seconds(event, Math.max(event, watchedUntil)), // nothing was judged: never a recovery
                new FullRecovery.Kind(
                        seconds(
                                event,
                                move.service().map(ServiceRecovery::writesNanos).orElse(OptionalLong.empty())),
                        counts.writes(),
                        counts.writesFailed()),
                new FullRecovery.Kind(
                        seconds(
                                event,
                                move.service().map(ServiceRecovery::readsNanos).orElse(OptionalLong.empty())),
                        counts.reads(),
                        counts.readsFailed()),
                traffic.secondsBelow(move.region(), watchedUntil, end(number)));
    }

    private List<ServiceLeg> legs() {
        List<ServiceLeg> legs = new ArrayList<>();
        legs.add(before());
        for (int number = 0; number < moves.size(); number++) {
            legs.add(leg(number));
        }
        return legs;
    }

    private ServiceLeg before() {
        long end = traffic.nanos(moves.get(0).event());
        RequestCounts counts = traffic.endedWithin(undisturbedNanos, end);
        double gap = traffic.stats(undisturbedNanos, end).longestWriteGapSeconds();
        return new ServiceLeg(
                BEFORE,
                null,
                from,
                seconds(undisturbedNanos, end),
                counts.requests(),
                counts.failed(),
                gap,
                judged(STEADY, counts, gap, Duration.ZERO),
                null);
    }

    private ServiceLeg leg(int number) {
        Move move = moves.get(number);
        long begin = traffic.nanos(move.event());
        long end = end(number);
        RequestCounts counts = traffic.endedWithin(begin, end);
        long judgedFrom = move.outageIsAsked() && move.firstWrite().isPresent()
                ? move.firstWrite().get().write().ackNanos()
                : begin;
        boolean whole = judgedFrom == begin;
        return new ServiceLeg(
                move.name(),
                move.mode(),
                move.region(),
                seconds(begin, end),
                counts.requests(),
                counts.failed(),
                traffic.longestWriteGapSeconds(begin, end),
                judged(
                        whole ? "the event" : FIRST_WRITE,
                        whole ? counts : traffic.sentWithin(judgedFrom, end),
                        traffic.longestWriteGapSeconds(judgedFrom, end),
                        whole ? promoteDelay : Duration.ZERO),
                fullRecovery(number));
    }

    private ServiceLeg.Judged judged(String since, RequestCounts counts, double gap, Duration delay) {
        return new ServiceLeg.Judged(
                since,
                counts.requests(),
                counts.failed(),
                targets.failedShare(),
                gap,
                targets.gap(rtoTarget, delay).toMillis() / 1000.0);
    }

    /** The next move, or the end of the traffic. */
    private long end(int number) {
        return number + 1 < moves.size() ? traffic.nanos(moves.get(number + 1).event()) : traffic.endNanos();
    }

    private static Double seconds(long event, OptionalLong moment) {
        return moment.isPresent() ? seconds(event, moment.getAsLong()) : null;
    }

    /** To the millisecond, as the recovery time. A time that ends before it begins is no time of 0: it is not judged. */
    private static double seconds(long from, long to) {
        long millis = Math.round((to - from) / 1e6);
        if (millis < 0) {
            throw new IllegalStateException("the service cannot be judged: a time of it ended " + -millis
                    + " ms before it began, so the clocks of the run contradict each other");
        }
        return millis / 1000.0;
    }
}
