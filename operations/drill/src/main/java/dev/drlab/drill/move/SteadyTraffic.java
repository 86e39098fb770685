package dev.drlab.drill.move;

import dev.drlab.console.CannotRunException;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.workload.RequestCounts;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits until the service is served as on any day, by the region that is to be left: only then does a move tell anything. */
public final class SteadyTraffic {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    /** Of the requests of the steady time, so many must be answered. */
    private static final double SHARE = 0.9;

    private final TrafficClient traffic;
    private final MoveRequest request;
    private final DrillWaits waits;

    /** At the rate that the request asks for. */
    public SteadyTraffic(TrafficClient traffic, MoveRequest request, DrillWaits waits) {
        this.traffic = traffic;
        this.request = request;
        this.waits = waits;
    }

    /**
     * Returns when it is so.
     *
     * @return since when, a {@link System#nanoTime()}
     * @throws CannotRunException if no write is accepted, another region accepts it, or too many requests fail
     */
    public long await() throws CannotRunException, InterruptedException {
        long begin = System.nanoTime();
        Poll.within(waits.firstWrite())
                .every(POLL_INTERVAL)
                .holds(
                        "no write was accepted at " + request.url(),
                        () -> traffic.ledger().acknowledgedCount() > 0)
                .orElseThrow((otherwise, none) -> new CannotRunException(
                        otherwise + " (" + traffic.stats().writes() + "); mend the service first; nothing was moved"));
        requireWriter();
        long from = System.nanoTime();
        while (true) {
            TimeUnit.NANOSECONDS.sleep(waits.steady().toNanos());
            long to = System.nanoTime();
            RequestCounts counts = traffic.endedWithin(from, to);
            if (counts.requests() > 0 && counts.requests() - counts.failed() >= SHARE * counts.requests()) {
                requireWriter();
                return from;
            }
            if (to - begin > waits.steadyLimit().toNanos()) {
                throw new CannotRunException("the traffic at " + request.url() + " does not become steady: "
                        + counts.failed() + " of " + counts.requests()
                        + " requests failed in the last " + waits.steady().toSeconds()
                        + " s; mend the service, or give a lower --rate; nothing was moved");
            }
            from = to;
        }
    }

    private void requireWriter() throws CannotRunException {
        List<AcknowledgedWrite> writes = traffic.ledger().acknowledged();
        String writer = writes.get(writes.size() - 1).region();
        if (!writer.equals(request.peer())) {
            throw new CannotRunException("writes are accepted by " + writer + ", not by " + request.peer() + " which a "
                    + request.drill() + " to " + request.region() + " is to leave; nothing was moved");
        }
    }
}
