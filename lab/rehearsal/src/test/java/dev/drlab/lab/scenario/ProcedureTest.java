package dev.drlab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.scenario.run.Recorder;
import dev.drlab.report.Report;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcedureTest {
    private static final Instant ACKED = Instant.parse("2026-03-14T09:26:53.589Z");

    private final Recorder recorder = new Recorder((at, name, detail) -> {}, InstantSource.system());

    @Test
    void theFirstWriteIsToldWhenItIsKnownAndBeforeTheScenarioGoesOn() throws Exception {
        CompletableFuture<Recovery> seen = new CompletableFuture<>();
        CompletableFuture<Recovery> told = recorder.told(seen);
        assertThat(recorder.events()).isEmpty();
        seen.complete(new Recovery(write("us-west-2", 2), 7, ACKED));
        told.get(5, TimeUnit.SECONDS);
        assertThat(recorder.events())
                .containsExactly(new Report.Event(ACKED, "first accepted write", "us-west-2, epoch 2"));
    }

    @Test
    void noWriteIsToldOfARecoveryThatNeverCame() {
        CompletableFuture<Recovery> seen = new CompletableFuture<>();
        CompletableFuture<Recovery> told = recorder.told(seen);
        seen.cancel(false);
        assertThatThrownBy(() -> told.get(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(recorder.events()).isEmpty();
    }

    private static AcknowledgedWrite write(String region, long epoch) {
        return new AcknowledgedWrite("key", 1, region, epoch, 201, 0, 1, ACKED, ACKED);
    }
}
