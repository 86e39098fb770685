package dev.drlab.workload.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Runner;
import dev.drlab.statemachine.runner.Waiter;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleWritesTest {
    private static final Instant RAISED = Instant.parse("2026-03-14T09:26:53Z");

    @Test
    void countsWhatTheRegionAcceptedAfterTheHigherEpochAndNothingElse() {
        StaleWrites stale = StaleWrites.of(
                List.of(
                        write("in flight", "old", 1, -5, 5),
                        write("late", "old", 1, 700, 1200),
                        write("stale", "old", 1, 10, 20),
                        write("new region", "new", 2, 10, 20),
                        write("active again", "old", 3, 10, 20)),
                "old",
                2,
                RAISED);
        assertThat(stale.writes()).extracting(AcknowledgedWrite::key).containsExactly("stale", "late");
        assertThat(stale.windowSeconds()).isEqualTo(1.2);
    }

    @Test
    void measuresFromAnyMomentAndNeverBelowZero() {
        StaleWrites stale = StaleWrites.of(List.of(write("a", "old", 1, 10, 400)), "old", 2, RAISED);
        assertThat(stale.secondsUntilLast(RAISED.plusMillis(300))).isEqualTo(0.1);
        assertThat(stale.secondsUntilLast(RAISED.plusMillis(500))).isZero();
        assertThat(stale.within(Duration.ofMillis(200), RAISED.plusMillis(500))).isEqualTo(1);
        assertThat(stale.within(Duration.ofMillis(50), RAISED.plusMillis(500))).isZero();
        assertThat(StaleWrites.of(List.of(), "old", 2, RAISED).windowSeconds()).isZero();
    }

    /** The state machine's times and the clients' are of one clock, whatever becomes of the machine's wall clock. */
    @Test
    void aStepOfTheWallClockHidesNone(@TempDir Path directory) {
        AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
        MonotonicClock clock = MonotonicClock.startingFrom(() -> Instant.now().plus(set.get()));
        set.set(Duration.ofSeconds(20));
        Definition raise = Definition.parse("raise", """
                {"QueryLanguage": "JSONata", "StartAt": "RaiseEpoch", "States": {"RaiseEpoch": {"Type": "Pass", "End": true}}}
                """.getBytes(StandardCharsets.UTF_8));
        ExecutionResult result = new Runner(
                        raise,
                        AwsClients.of(Map.of()),
                        (name, payload) -> payload,
                        ExecutionListener.NONE,
                        Waiter.by(clock),
                        new Random())
                .run("raise-1", JsonNodeFactory.instance.objectNode(), directory.resolve("journal.jsonl"));
        long sent = System.nanoTime();
        AcknowledgedWrite write = new AcknowledgedWrite(
                "stale", 1, "old", 1, 201, sent, sent + 1, clock.at(sent), clock.at(sent + 1_000_000));

        ActivationPhases phases = new ActivationPhases(result.startedAt(), result.visits());
        StaleWrites stale =
                StaleWrites.of(List.of(write), "old", 2, phases.superseded().orElseThrow());

        assertThat(stale.count()).isEqualTo(1);
        assertThat(stale.windowSeconds()).isLessThan(10);
    }

    private static AcknowledgedWrite write(String key, String region, long epoch, long startMillis, long ackMillis) {
        return new AcknowledgedWrite(
                key,
                1,
                region,
                epoch,
                201,
                startMillis * 1_000_000,
                ackMillis * 1_000_000,
                RAISED.plusMillis(startMillis),
                RAISED.plusMillis(ackMillis));
    }
}
