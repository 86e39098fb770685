package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.drlab.contract.authority.AuthorityRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new task writes only after it has seen that its region was active just now, or the peer's record. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColdStartIT {
    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private final Instant longAgo = Instant.now().minus(Duration.ofHours(1));
    private Region primary;
    private Region secondary;
    private ServiceTask service;
    private long epoch;

    @BeforeAll
    void start() {
        primary = regions.primary();
        secondary = regions.secondary();
    }

    /** The primary holds the highest epoch, and the link to the peer's record is cut. */
    @BeforeEach
    void cutTheLink() throws Exception {
        secondary.controlForPeer().start();
        epoch = primary.activate();
        secondary.controlForPeer().stop();
    }

    @AfterEach
    void stopService() {
        if (service != null) {
            service.kill();
        }
    }

    @Test
    void newTaskInALiveRegionBecomesActiveWithoutSightOfThePeer() throws Exception {
        service = regions.startService(primary, Map.of());

        service.awaitActive();

        assertThat(service.post("first").acknowledgedBy(primary)).isTrue();
    }

    @Test
    void taskOfARegionThatWasNotActiveRecentlyWaitsForThePeersRecord() throws Exception {
        startColdAndSeeItStayInactive();

        secondary.controlForPeer().start(); // its record has a lower epoch, or none

        service.awaitActive();
        assertThat(service.post("after").acknowledgedBy(primary)).isTrue();
    }

    @Test
    void taskOfARegionThatReturnsStaysInactiveWhenThePeerHasTheHigherEpoch() throws Exception {
        startColdAndSeeItStayInactive();
        long rows = primary.items();
        secondary.agent("raise", "epoch", secondary.parity().nextAbove(epoch));

        secondary.controlForPeer().start();

        service.awaitState("other-region");
        staysInactive();
        assertThat(service.post("after").status()).isEqualTo(503);
        assertThat(primary.items()).isEqualTo(rows);
    }

    /** Acts as {@code activate} in the mode unplanned in the region that already holds authority. */
    @Test
    void higherOwnEpochOverridesTheWait() throws Exception {
        startColdAndSeeItStayInactive();
        long next = primary.parity().nextAbove(epoch);

        primary.agent("raise", "epoch", next);
        primary.agent("open", "epoch", next);

        service.awaitActive();
        Answer answer = service.post("after");
        assertThat(answer.acknowledgedBy(primary)).isTrue();
        assertThat(answer.json().get("epoch").asLong()).isEqualTo(next);
    }

    private void startColdAndSeeItStayInactive() throws Exception {
        assertThat(primary.table().confirm(epoch, primary.name(), longAgo)).isTrue();
        service = regions.startService(primary, Map.of());
        service.awaitState("peer-not-seen");
        staysInactive();
        assertThat(service.post("before").status()).isEqualTo(503);
        assertThat(primary.record())
                .as("an inactive task does not confirm")
                .isEqualTo(AuthorityRecord.of(epoch, primary.name(), millis(longAgo)));
    }

    /** Over ten more looks at the peer's record, which all fail or tell of the higher epoch. */
    private void staysInactive() {
        await().during(Duration.ofSeconds(1))
                .atMost(TwoRegions.TIME_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !service.isActive());
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
