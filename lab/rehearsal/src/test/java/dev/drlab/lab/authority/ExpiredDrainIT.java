package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Drain;
import dev.drlab.contract.database.DatabaseNames;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A live region ends a drain that its switchover left behind, and never one that was handed over or a fence. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpiredDrainIT {
    private static final int RACES = 20;

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
        primary.createApplication("shop");
        service = regions.startService(primary, Map.of());
    }

    /** Authority comes back to the primary with a new epoch, whatever the test before has done. */
    @BeforeEach
    void activate() {
        epoch = primary.activate();
        service.awaitActive(epoch);
    }

    @Test
    void drainPastItsDeadlineIsLiftedByItsOwnRegion() throws Exception {
        JsonNode point = drain("expires", 3);
        service.awaitState("drained");
        Answer during = service.post("during");
        assertThat(during.status()).isEqualTo(503);
        assertThat(during.json().get("outcome").asText()).isEqualTo("not-written");

        Answer answer = awaitAcknowledged();

        assertThat(answer.acknowledgedBy(primary)).isTrue();
        assertThat(Instant.now())
                .isAfter(Instant.ofEpochMilli(point.get("deadlineMillis").asLong()));
        assertThat(primary.record()).satisfies(record -> {
            assertThat(record.drain()).isEmpty();
            assertThat(record.epoch()).isEqualTo(epoch);
            assertThat(record.region()).isEqualTo(primary.name());
        });
        assertThat(primary.drainToken()).isNull();
        assertThat(handover("expires").get("outcome").asText()).isEqualTo("lost");
        assertThat(primary.record().epoch()).isEqualTo(epoch);
    }

    /** By the service, which has the reader role alone. */
    @Test
    void theLiftGivesEveryRoleBackAndNoOther() throws Exception {
        primary.createApplication("retired");
        primary.execute("ALTER ROLE retired NOLOGIN");
        drain("expires for all", 3);
        assertThat(primary.mayLogIn("shop")).isFalse();

        assertThat(awaitAcknowledged().acknowledgedBy(primary)).isTrue();

        assertThat(primary.mayLogIn("shop")).isTrue();
        assertThat(primary.mayLogIn("retired")).isFalse();
        assertThat(primary.query("SELECT count(*) FROM drlab_fenced_role")).isEqualTo("0");
        try (Connection shop = primary.connect("shop")) {
            assertThat(shop.isValid(1)).isTrue();
        }
    }

    @Test
    void drainWhoseDeadlinePassesWhileItIsBeingSetEndsInOneOfTwoStates() throws Exception {
        for (int round = 0; round < 5; round++) {
            String token = "at-once-" + round;
            try {
                drain(token, 0);
            } catch (AgentException.AuthorityLost lifted) {
                assertThat(lifted).hasMessageContaining("lifted");
            }
            assertThat(awaitAcknowledged().acknowledgedBy(primary)).isTrue();
            assertThat(handover(token).get("outcome").asText()).isEqualTo("lost");
        }
    }

    /** The hand-over is timed ever closer to the moment of the lift, from both sides. */
    @Test
    void ofHandOverAndLiftExactlyOneWins() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        long offsetMillis = 50;
        int handedOver = 0;
        try {
            for (int round = 0; round < RACES; round++) {
                String token = "race-" + round;
                drain(token, 60);
                Instant deadline = Instant.now().plusMillis(150);
                assertThat(primary.table().drain(epoch, new Drain(token, deadline)))
                        .isTrue();
                long delay = Duration.between(Instant.now(), deadline).toMillis() + offsetMillis;
                Future<JsonNode> handover = timer.schedule(() -> handover(token), delay, TimeUnit.MILLISECONDS);

                boolean won = "handedOver".equals(handover.get().get("outcome").asText());
                if (won) {
                    handedOver++;
                    assertStaysClosed(token);
                } else {
                    assertLifted();
                }
                offsetMillis = Math.max(-100, offsetMillis + (won ? 10 : -10));
                activate();
            }
        } finally {
            timer.shutdownNow();
        }
        assertThat(handedOver).as("hand-overs that won, of %d", RACES).isBetween(1, RACES - 1);
    }

    private void assertLifted() throws Exception {
        assertThat(awaitAcknowledged().acknowledgedBy(primary)).isTrue();
        AuthorityRecord record = primary.record();
        assertThat(record.epoch()).isEqualTo(epoch);
        assertThat(record.region()).isEqualTo(primary.name());
        assertThat(primary.drainToken()).isNull();
    }

    private void assertStaysClosed(String token) throws Exception {
        AuthorityRecord record = primary.record();
        assertThat(record.region()).isEqualTo(secondary.name());
        assertThat(record.epoch()).isEqualTo(epoch + 1);
        service.awaitState("other-region");
        holds(() -> !primary.writerMayLogIn() && token.equals(primary.drainToken()), Duration.ofMillis(300));
        assertThat(service.post("late").status()).isEqualTo(503);
    }

    @Test
    void crashBetweenRecordAndRoleIsRepaired() throws Exception {
        drain("crashed", 60);
        service.awaitState("drained");
        assertThat(primary.table().undrain(epoch, "crashed")).isTrue();
        // whoever lifted it is gone: the record is free, the role is still closed

        assertThat(awaitAcknowledged().acknowledgedBy(primary)).isTrue();

        assertThat(primary.drainToken()).isNull();
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    @Test
    void fenceIsNeverLifted() throws Exception {
        long next = secondary.parity().nextAbove(epoch);
        primary.controlForPeer().stop(); // only the database is reached: the record does not know of the fence
        try {
            JsonNode fence = secondary.agent("fence", "epoch", next);
            assertThat(fence.get("database").asText()).isEqualTo("fenced");
            assertThat(fence.get("record").asText()).startsWith("not fenced");
        } finally {
            primary.controlForPeer().start();
        }
        assertThat(primary.record().epoch()).isEqualTo(epoch);
        service.awaitState("writer-closed");

        try (Connection reader = primary.connect(DatabaseNames.READER_ROLE);
                PreparedStatement lift =
                        reader.prepareStatement("SELECT " + DatabaseNames.LIFT_DRAIN_FUNCTION + "(?)")) {
            lift.setString(1, "fence-" + next);
            try (ResultSet row = lift.executeQuery()) {
                row.next();
                assertThat(row.getBoolean(1)).isFalse();
            }
        }
        holds(() -> !primary.writerMayLogIn() && !service.isActive(), Duration.ofSeconds(1));
        assertThatThrownBy(() -> primary.writer().close()).hasMessageContaining("not permitted to log in");
        assertThat(service.post("fenced").status()).isEqualTo(503);
    }

    private JsonNode drain(String token, int deadlineSeconds) {
        return secondary.agent("drain", "epoch", epoch, "token", token, "deadlineSeconds", deadlineSeconds);
    }

    private JsonNode handover(String token) {
        long next = secondary.parity().nextAbove(epoch);
        return secondary.agent("handover", "epoch", epoch, "token", token, "nextEpoch", next);
    }

    private Answer awaitAcknowledged() {
        return await().atMost(TwoRegions.TIME_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.post("probe"), answer -> answer.status() == 201);
    }

    /** That something does not happen shows only over a time: several looks of the guard. */
    private static void holds(Callable<Boolean> condition, Duration time) {
        await().during(time)
                .atMost(TwoRegions.TIME_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }
}
