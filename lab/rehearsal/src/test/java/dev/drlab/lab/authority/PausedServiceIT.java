package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service that sleeps through a failover. Its database stays up and open to the writer role throughout, so that
 * nothing but its guard keeps it from acknowledging.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedServiceIT {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final int IN_FLIGHT = 5;
    private static final int QUEUED = 5;

    /** The evidence of the failover that the service can see when it resumes. */
    private enum Evidence {
        /** Its own record is fenced; the peer's is out of sight. */
        OWN_RECORD,
        /** The peer's record has the higher epoch; its own still names it. */
        PEER_RECORD,
        /** The same, and its own record is out of sight. */
        PEER_RECORD_ALONE
    }

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;
    private ServiceTask service;
    private long epoch;

    @BeforeAll
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        service = regions.startService(primary, Map.of("DRLAB_LEASE_MILLIS", Long.toString(LEASE.toMillis())));
    }

    @BeforeEach
    void activate() throws Exception {
        primary.control().start();
        secondary.controlForPeer().start();
        epoch = primary.activate();
        service.awaitActive(epoch);
    }

    static Stream<Arguments> pauses() {
        return Stream.of(Evidence.values())
                .flatMap(evidence -> Stream.of(
                        Arguments.of(evidence, Duration.ofMillis(1_200)),
                        Arguments.of(evidence, LEASE.plusMillis(500))));
    }

    @ParameterizedTest(name = "sees {0}, paused for {1}")
    @MethodSource("pauses")
    void serviceThatWasPausedOverAFailoverAcknowledgesNothing(Evidence evidence, Duration pause) throws Exception {
        assertThat(service.post("before").acknowledgedBy(primary)).isTrue();
        long rowsBefore = primary.items();
        List<CompletableFuture<Answer>> inFlight = new ArrayList<>();
        List<RawPost> queued = new ArrayList<>();
        try {
            try (Connection lock = primary.server().superuser("drlab");
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("LOCK TABLE items IN EXCLUSIVE MODE");
                for (int i = 0; i < IN_FLIGHT; i++) {
                    inFlight.add(service.postAsync("in flight " + i));
                }
                await().atMost(TwoRegions.TIME_LIMIT).until(() -> waitingInserts() == IN_FLIGHT);
                service.process().pause();
                lock.rollback();
            }
            long pausedAt = System.nanoTime();
            await("the rows in flight are committed")
                    .atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> primary.items() == rowsBefore + IN_FLIGHT);
            failOver(evidence);
            for (int i = 0; i < QUEUED; i++) {
                queued.add(new RawPost(service.port(), "queued " + i));
            }
            await("the pause")
                    .atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> System.nanoTime() - pausedAt > pause.toNanos());

            service.process().resume();

            for (CompletableFuture<Answer> request : inFlight) {
                Answer answer = request.get(TwoRegions.TIME_LIMIT.toSeconds(), TimeUnit.SECONDS);
                assertThat(answer.status()).as("%s", answer).isEqualTo(503);
                assertThat(answer.json().get("outcome").asText()).isEqualTo("unknown");
            }
            for (RawPost request : queued) {
                assertThat(request.answer()).startsWith("HTTP/1.1 503 ").contains("not-written");
            }
            assertThat(service.post("after").status()).isEqualTo(503);
            assertThat(service.isActive()).isFalse();
            assertThat(primary.items()).isEqualTo(rowsBefore + IN_FLIGHT);
            assertThat(primary.writerMayLogIn())
                    .as("only the guard was in the way")
                    .isTrue();
        } finally {
            service.process().resume();
            for (RawPost request : queued) {
                request.close();
            }
        }
    }

    private void failOver(Evidence evidence) throws Exception {
        long next = secondary.parity().nextAbove(epoch);
        secondary.agent("raise", "epoch", next);
        switch (evidence) {
            case OWN_RECORD -> {
                assertThat(primary.table().raise(secondary.record())).isTrue(); // the record's half of a fence
                secondary.controlForPeer().stop();
            }
            case PEER_RECORD -> assertThat(primary.record().epoch()).isEqualTo(epoch);
            case PEER_RECORD_ALONE -> primary.control().stop();
        }
    }

    private long waitingInserts() throws Exception {
        return Long.parseLong(primary.query("SELECT count(*) FROM pg_stat_activity"
                + " WHERE usename = 'drlab_writer' AND wait_event_type = 'Lock'"));
    }
}
