package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A standby sends writes on to the active region: one hop, one row, and never in a circle. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardingIT {
    private static final String ANSWERED = "drlab_forwards_total{result=\"answered\"}";
    private static final int CLIENTS = 8;
    private static final int LONGEST_VALUE = 64 * 1024;
    private static final int LARGEST_LIST = 2 * 1024 * 1024;

    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    private Region primary;
    private Region secondary;
    private ServiceTask activeTask;
    private ServiceTask standbyTask;
    private long epoch;

    @BeforeAll
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        regions.makeReplica(secondary);
        activeTask = regions.startService(primary, Map.of());
        standbyTask = regions.startService(secondary, Map.of());
    }

    @BeforeEach
    void activate() throws Exception {
        primary.controlForPeer().start();
        epoch = primary.activate();
        activeTask.awaitActive(epoch);
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> standbyTask.state().equals("other-region")
                        && standbyTask.get("/dbcheck").json().get("epoch").asLong() == epoch);
    }

    @Test
    void standbyForwardsAWriteToTheActiveRegionInOneHop() throws Exception {
        double hopsOfStandby = standbyTask.metric(ANSWERED);
        double hopsOfActive = activeTask.metric(ANSWERED);

        Answer answer = standbyTask.post("through the standby");

        assertThat(answer.acknowledgedBy(primary)).as("%s", answer).isTrue();
        assertThat(answer.json().get("epoch").asLong()).isEqualTo(epoch);
        assertThat(primary.query(
                        "SELECT value FROM items WHERE id = ?",
                        answer.json().get("id").asLong()))
                .isEqualTo("through the standby");
        assertThat(standbyTask.metric(ANSWERED)).isEqualTo(hopsOfStandby + 1);
        assertThat(activeTask.metric(ANSWERED)).isEqualTo(hopsOfActive);
    }

    @Test
    void standbyAnswersReadsItselfAndSaysHowFarItIsBehind() throws Exception {
        long id = activeTask.post("to be replicated").json().get("id").asLong();

        Answer read = await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> standbyTask.get("/items/" + id), answer -> answer.status() == 200);

        assertThat(read.replicaLag()).isPresent();
        assertThat(Double.parseDouble(read.replicaLag().orElseThrow())).isBetween(0.0, 30.0);
        assertThat(read.json().get("region").asText()).isEqualTo(primary.name());
    }

    @Test
    void standbyThatHasReplayedNoCommitSinceItsStartDoesNotClaimToBeUpToDate() throws Exception {
        primary.execute("CHECKPOINT");
        String end = primary.query("SELECT pg_current_wal_lsn()");
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> "t".equals(secondary.query("SELECT pg_last_wal_replay_lsn() >= ?::pg_lsn", end)));
        secondary.execute("CHECKPOINT"); // or the start would replay old commits once more
        secondary.execute("ALTER SYSTEM SET recovery_min_apply_delay = '1h'");
        try {
            secondary.server().stop(PostgresServer.StopMode.FAST);
            secondary.server().start();
            regions.awaitStreaming(secondary);

            long id = activeTask.post("held back").json().get("id").asLong();

            await().atMost(TwoRegions.TIME_LIMIT).until(() -> {
                JsonNode status = standbyTask.get("/dbcheck").json();
                return status.get("role").asText().equals("replica")
                        && status.get("lagSeconds").isNull();
            });
            Answer read = standbyTask.get("/items/" + id);
            assertThat(read.status()).as("%s", read).isEqualTo(200);
            assertThat(read.replicaLag()).as("the active region answered").isEmpty();
        } finally {
            secondary.execute("ALTER SYSTEM RESET recovery_min_apply_delay");
            secondary.execute("SELECT pg_reload_conf()");
        }
    }

    @Test
    void listEndsBeforeItsValuesAreTooMuchForATasksMemoryButHasAtLeastOne() throws Exception {
        List<Long> newestFirst = new ArrayList<>();
        for (int i = 0; i <= LARGEST_LIST / LONGEST_VALUE; i++) {
            Answer posted = activeTask.post("v".repeat(LONGEST_VALUE));
            assertThat(posted.acknowledgedBy(primary)).as("%s", posted).isTrue();
            newestFirst.add(0, posted.json().get("id").asLong());
        }
        assertThat(listedIds(1000)).isEqualTo(newestFirst.subList(0, LARGEST_LIST / LONGEST_VALUE));
        assertThat(listedIds(3)).isEqualTo(newestFirst.subList(0, 3));

        long larger = Long.parseLong(primary.query(
                "INSERT INTO items (value, region, epoch) VALUES (repeat('v', ?), ?, ?) RETURNING id",
                LARGEST_LIST + 1,
                primary.name(),
                epoch));
        assertThat(listedIds(1000)).containsExactly(larger);
        primary.execute("DELETE FROM items WHERE id = " + larger);
    }

    private List<Long> listedIds(int limit) throws Exception {
        List<Long> ids = new ArrayList<>();
        activeTask
                .get("/items?limit=" + limit)
                .json()
                .get("items")
                .forEach(item -> ids.add(item.get("id").asLong()));
        return ids;
    }

    @Test
    void repeatedKeyOverBothPathsMakesOneRow() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Answer>> posts = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ServiceTask path = i % 2 == 0 ? activeTask : standbyTask;
                posts.add(() -> path.post("once", "the-key"));
            }
            Set<Long> ids = new HashSet<>();
            for (Future<Answer> post : clients.invokeAll(posts)) {
                assertThat(post.get().acknowledgedBy(primary))
                        .as("%s", post.get())
                        .isTrue();
                ids.add(post.get().json().get("id").asLong());
            }
            assertThat(ids).hasSize(1);
            assertThat(primary.query("SELECT count(*) FROM items WHERE value = 'once'"))
                    .isEqualTo("1");
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void drainedRegionAndItsStandbyBothAnswerWith503() throws Exception {
        secondary.agent("drain", "epoch", epoch, "token", "t", "deadlineSeconds", 60);
        activeTask.awaitState("drained");
        long rows = primary.items();

        assertRefused(activeTask.post("drained"));
        assertRefused(standbyTask.post("drained"));

        assertThat(primary.items()).isEqualTo(rows);
        secondary.agent("undrain", "epoch", epoch, "token", "t");
    }

    /** Each holds the other for active: the primary was handed over, the secondary cannot see that. */
    @Test
    void twoRegionsThatPointAtEachOtherDoNotLoop() throws Exception {
        primary.controlForPeer().stop();
        AuthorityRecord handedOver =
                AuthorityRecord.of(secondary.parity().nextAbove(epoch), secondary.name(), Instant.now());
        assertThat(primary.table().raise(handedOver)).isTrue();
        activeTask.awaitState("other-region");
        assertThat(standbyTask.state()).isEqualTo("other-region");
        double hops = hops();
        long start = System.nanoTime();

        Answer byPrimary = activeTask.post("in a circle");
        Answer bySecondary = standbyTask.post("in a circle");

        assertRefused(byPrimary);
        assertRefused(bySecondary);
        assertThat(byPrimary.body()).contains("forwarded once already");
        assertThat(bySecondary.body()).contains("forwarded once already");
        assertThat(hops()).as("one hop for each of the two requests").isEqualTo(hops + 2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TwoRegions.TIME_LIMIT);
    }

    private double hops() throws Exception {
        return activeTask.metric(ANSWERED) + standbyTask.metric(ANSWERED);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.retryAfter()).isPresent();
        assertThat(answer.json().get("outcome").asText()).isEqualTo("not-written");
    }
}
