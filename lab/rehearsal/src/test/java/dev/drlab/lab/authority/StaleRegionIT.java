package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The old primary is back after a failover: its database is a standalone primary with a commit that the other region
 * never had, its writer role is open, and its record still names it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StaleRegionIT {
    private static final String DIVERGED = "only in the old primary";
    private static final String SHARED = "in both";

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region old;
    private Region active;
    private ServiceTask oldService;
    private ServiceTask activeService;
    private long divergedId;

    @BeforeAll
    void failOverAndReturn() throws Exception {
        old = regions.primary();
        active = regions.secondary();
        regions.makeReplica(active);
        insertAsWriter(SHARED);
        await().atMost(TwoRegions.TIME_LIMIT).until(() -> active.items() == 1);
        active.server().kill(); // what commits now never replicates
        for (int i = 0; i < 5; i++) {
            insertAsWriter(DIVERGED);
        }
        divergedId = Long.parseLong(old.query("SELECT max(id) FROM items"));
        old.goDark();
        active.server().start();
        regions.failOverTo(active);
        old.comeBack();
        assertThat(old.table().confirm(1, old.name(), Instant.now().minus(Duration.ofHours(1))))
                .isTrue();
        activeService = regions.startService(active, Map.of());
        oldService = regions.startService(old, Map.of());
        activeService.awaitActive();
        oldService.awaitState("other-region");
    }

    @Test
    void writesGoToTheActiveRegionAndReadsComeFromIt() throws Exception {
        assertIsStale();
        for (int i = 0; i < 10; i++) {
            assertThat(oldService.post("new " + i).acknowledgedBy(active)).isTrue();
        }

        Answer list = oldService.get("/items?limit=100");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body()).contains(SHARED, "new 9").doesNotContain(DIVERGED);
        assertThat(list.replicaLag()).isEmpty();
        Answer one = oldService.get("/items/" + divergedId);
        assertThat(one.body()).doesNotContain(DIVERGED);
        assertIsStale();
    }

    @Test
    void withoutSightOfTheActiveRegionItAnswersWith503() throws Exception {
        // the link of the control tables and the one of the services, and a task that starts anew
        active.controlForPeer().stop();
        activeService.kill();
        oldService.kill();
        try {
            oldService = regions.startService(old, Map.of());
            oldService.awaitState("peer-not-seen");
            assertAnswers503();

            active.controlForPeer().start(); // now it knows, but cannot forward
            oldService.awaitState("other-region");
            assertAnswers503();

            old.control().stop(); // and now it does not know its own record
            await().atMost(TwoRegions.TIME_LIMIT)
                    .until(() -> oldService.metric("drlab_guard_poll_failures_total{source=\"own-record\"}") > 2);
            assertAnswers503();
        } finally {
            old.control().start();
            active.controlForPeer().start();
            activeService = regions.startService(active, Map.of());
            activeService.awaitActive();
        }
    }

    private void assertAnswers503() throws Exception {
        for (String path : List.of("/items", "/items/" + divergedId, "/items/1", "/active")) {
            Answer answer = oldService.get(path);
            assertThat(answer.status()).as("GET %s: %s", path, answer).isEqualTo(503);
            assertThat(answer.retryAfter()).isPresent();
            assertThat(answer.body()).doesNotContain(DIVERGED);
        }
        Answer write = oldService.post("refused");
        assertThat(write.status()).as("%s", write).isEqualTo(503);
        assertThat(write.json().get("outcome").asText()).isEqualTo("not-written");
        assertIsStale();
    }

    /** The database has what it had, and would take more. */
    private void assertIsStale() throws Exception {
        assertThat(old.items()).isEqualTo(6);
        assertThat(old.databaseEpoch()).isEqualTo(1);
        assertThat(old.writerMayLogIn()).isTrue();
        assertThat(old.server().isInRecovery()).isFalse();
        assertThat(active.query("SELECT count(*) FROM items WHERE value = ?", DIVERGED))
                .isEqualTo("0");
    }

    private void insertAsWriter(String value) throws Exception {
        try (Connection writer = old.writer();
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO items (value, region, epoch) VALUES ('" + value + "', 'old', 1)");
        }
    }
}
