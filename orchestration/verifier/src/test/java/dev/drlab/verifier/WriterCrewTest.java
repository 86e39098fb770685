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

/** Writers that no database lets in: they wait for a session until the crew stops. */
class WriterCrewTest {
    private static final long END_MILLIS = 10_000;

    private final List<CanaryWriter> hired = new ArrayList<>();
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
        WriterCrew crew = crew(5);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            crew.grow();
            sizes.add(hired.size());
        }
        assertThat(sizes).containsExactly(1, 2, 4, 5, 5);
        end(crew);
    }

    @Test
    void letsAllGoButTheLast() throws Exception {
        WriterCrew crew = crew(4);
        crew.grow();
        crew.grow();
        crew.grow();
        assertThat(hired).hasSize(4);
        assertThat(hired.subList(0, 3)).allMatch(crew::letsGo);
        assertThat(crew.letsGo(hired.get(3))).isFalse();
        assertThat(crew.letsGo(hired.get(0))).as("it has gone already").isFalse();
        crew.grow();
        assertThat(hired).as("one more beside the last").hasSize(5);
        end(crew);
    }

    @Test
    void hiresNobodyOnceStopped() throws Exception {
        WriterCrew crew = crew(4);
        crew.grow();
        end(crew);
        crew.grow();
        assertThat(hired).hasSize(1);
    }

    private WriterCrew crew(int most) {
        return new WriterCrew(most, ours -> {
            CanaryWriter writer = new CanaryWriter(
                    sessions,
                    topology,
                    new Pacer(1, clock.nanos()),
                    ledger,
                    new CanaryTracker(1024),
                    clock,
                    ours,
                    message -> {});
            hired.add(writer);
            return writer;
        });
    }

    private void end(WriterCrew crew) throws InterruptedException {
        crew.stop();
        sessions.close();
        crew.interrupt();
        crew.join(END_MILLIS);
    }

    private static Endpoint endpoint(String name) {
        Login nobody = Login.of("nobody", "none");
        return new Endpoint(name, "jdbc:postgresql://127.0.0.1:1/none", nobody, nobody);
    }
}
