package dev.drlab.service.forwarding;

import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.service.request.RequestDeadline;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the peer again and again after the start, until the code of a forwarded request has been compiled here, and that of
 * a served one there: a switchover sends all clients through both at once, and a process takes many times as long over
 * its first requests as over later ones. Takes some seconds once the peer serves; then it ends.
 */
public final class WarmUp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
    private static final ForwardRequest READ =
            new ForwardRequest("GET", Paths.ITEMS + "?limit=1", new byte[0], Optional.empty());
    /** Takes a write's way as far as it goes without writing: its value is not a string. */
    private static final ForwardRequest REFUSED_WRITE = new ForwardRequest(
            "POST", Paths.ITEMS, "{\"value\": 0}".getBytes(StandardCharsets.UTF_8), Optional.of("warm-up"));
    /** The JVM compiles a method after 200 calls, and most are called more than once. */
    private static final int ROUNDS = 150;

    private static final int THREADS = 3;
    private static final int MOST_FAILURES = 600;
    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final PeerService peer;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Thread> threads;

    /** Asks nobody yet. */
    public WarmUp(PeerService peer) {
        this.peer = peer;
        this.threads = IntStream.range(0, THREADS)
                .mapToObj(i -> DaemonThreads.of("warm-up-" + i, this::run))
                .toList();
    }

    /** Begins, in a thread of its own. */
    public void start() {
        threads.forEach(Thread::start);
    }

    /** True once the peer has served all that it was to be asked. */
    public boolean done() {
        return served.get() >= ROUNDS;
    }

    private void run() {
        try {
            while (!done() && failed.get() < MOST_FAILURES) {
                if (!serves()) {
                    failed.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAILURE_MILLIS);
                } else if (served.incrementAndGet() == ROUNDS) {
                    log.info("warm after {} rounds with the peer; {} failed", ROUNDS, failed);
                } else {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private boolean serves() {
        try {
            return peer.forward(READ, RequestDeadline.full()).status() == 200
                    && peer.forward(REFUSED_WRITE, RequestDeadline.full()).status() == 400;
        } catch (PeerUnavailableException e) {
            log.debug("the peer does not serve yet: {}", e.toString());
            return false;
        }
    }

    /** Ends it early. */
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
