package dev.drlab.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.database.Topology;
import dev.drlab.verifier.ledger.LedgerWriter;
import dev.drlab.verifier.ledger.RunClock;
import dev.drlab.verifier.ledger.SegmentStore;
import dev.drlab.verifier.measure.CanaryTracker;
import dev.drlab.verifier.measure.Pacer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writers that no database lets in: they wait for a session until the threads are stopped. */
class WriterThreadsTest {
    private static final long END_MILLIS = 10_000;

    private final List<CanaryWriter> started = new ArrayList<>();
    private final Topology topology = new Topology(term -> {});
    private final RunClock clock = new RunClock();
    private WriterSessions sessions;
    private LedgerWriter ledger;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        UUID run = UUID.randomUUID();
        List<Endpoint> endpoints = List.of(endpoint("primary"), endpoint("replica"));
        ledger = new LedgerWriter(directory, run, clock, SegmentStore.files(), 1 << 20, 1000, message -> {});
        sessions = new WriterSessions(endpoints, topology, ledger, run, message -> {});
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void doublesUpToItsLimit() throws Exception {
        WriterThreads threads = threads(5);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            threads.grow();
            sizes.add(started.size());
        }
        assertThat(sizes).containsExactly(1, 2, 4, 5, 5);
        end(threads);
    }

    @Test
    void letsAllGoButTheLast() throws Exception {
        WriterThreads threads = threads(4);
        threads.grow();
        threads.grow();
        threads.grow();
        assertThat(started).hasSize(4);
        assertThat(started.subList(0, 3)).allMatch(threads::letsGo);
        assertThat(threads.letsGo(started.get(3))).isFalse();
        assertThat(threads.letsGo(started.get(0))).as("it has gone already").isFalse();
        threads.grow();
        assertThat(started).as("one more beside the last").hasSize(5);
        end(threads);
    }

    @Test
    void startsNoWriterOnceStopped() throws Exception {
        WriterThreads threads = threads(4);
        threads.grow();
        end(threads);
        threads.grow();
        assertThat(started).hasSize(1);
    }

    private WriterThreads threads(int most) {
        return new WriterThreads(most, ours -> {
            CanaryWriter writer = new CanaryWriter(
                    sessions,
                    topology,
                    new Pacer(1, clock.nanos()),
                    ledger,
                    new CanaryTracker(1024),
                    clock,
                    ours,
                    message -> {});
            started.add(writer);
            return writer;
        });
    }

    private void end(WriterThreads threads) throws InterruptedException {
        threads.stop();
        sessions.close();
        threads.interrupt();
        threads.join(END_MILLIS);
    }

    private static Endpoint endpoint(String name) {
        Login nobody = Login.of("nobody", "none");
        return new Endpoint(name, "jdbc:postgresql://127.0.0.1:1/none", nobody, nobody);
    }
}
