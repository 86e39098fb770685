package dev.drlab.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.http.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FullRecoveryWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    private TestService service;

    @BeforeEach
    void open() throws Exception {
        service = new TestService();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void goesOnWhenTheServiceHasBeenFullyBackForSoLong() throws Exception {
        try (TrafficClient traffic = start()) {
            await().until(() -> traffic.ledger().acknowledgedCount() >= 20);
            long event = System.nanoTime();
            service.mode = TestService.Mode.UNAVAILABLE;
            await().until(() -> traffic.stats().writes().getOrDefault(Result.UNAVAILABLE, 0L) >= 20);
            CompletableFuture<Recovery> recovery = traffic.recovery("p", System.nanoTime());
            service.mode = TestService.Mode.SERVE;
            AcknowledgedWrite first = recovery.get(30, TimeUnit.SECONDS).write();
            ServiceRecovery seen =
                    new FullRecoveryWatch(Duration.ofSeconds(40), SECOND).await(traffic, "p", event, first.ackNanos());
            assertThat(seen.nanos().orElseThrow()).isGreaterThanOrEqualTo(first.ackNanos());
            assertThat(seen.heldNanos()).isGreaterThanOrEqualTo(SECOND.toNanos());
            RequestCounts until = traffic.underWayFrom(event, seen.nanos().orElseThrow());
            assertThat(until.writesFailed()).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    void givesUpAtItsLimitAndHasThenSeenNoRecovery() throws Exception {
        try (TrafficClient traffic = start()) {
            await().until(() -> traffic.ledger().acknowledgedCount() >= 20);
            long first = traffic.ledger().acknowledged().get(0).ackNanos();
            await().until(() ->
                    traffic.serviceRecovery("p", first, first).nanos().isPresent());
            ServiceRecovery notForSoLong =
                    new FullRecoveryWatch(Duration.ZERO, Duration.ofHours(1)).await(traffic, "p", first, first);
            assertThat(notForSoLong.nanos()).as("back, and not for an hour").isEmpty();
            service.mode = TestService.Mode.UNAVAILABLE;
            await().until(() -> traffic.stats().writes().getOrDefault(Result.UNAVAILABLE, 0L) >= 20);
            ServiceRecovery broken =
                    new FullRecoveryWatch(Duration.ofMillis(200), SECOND).await(traffic, "p", first, first);
            assertThat(broken.nanos()).isEmpty();
            assertThat(broken.heldNanos()).isNegative();
        }
    }

    @Test
    void refusesNegativeTimes() {
        assertThatThrownBy(() -> new FullRecoveryWatch(Duration.ofSeconds(-1), SECOND))
                .hasMessageContaining("negative");
    }

    private TrafficClient start() throws Exception {
        return TrafficClient.start(
                service.uri(),
                new TrafficSettings(50, 10, 10_000, 100, 0),
                MonotonicClock.start(),
                folder.resolve("ledger"));
    }
}
