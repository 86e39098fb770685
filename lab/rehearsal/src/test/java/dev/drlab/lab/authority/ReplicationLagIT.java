package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A lag is told by what the writer has, by what it last said, or not at all: never by what has arrived. */
class ReplicationLagIT {
    private static final long SLOW_BYTES_PER_SECOND = 200_000;
    private static final int READINGS = 6;
    /** At least. */
    private static final Duration WATCHED = Duration.ofSeconds(3);

    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Network network;
    private Region primary;
    private Region secondary;

    @BeforeEach
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        network = new Network();
        Relay toPrimary = network.peering()
                .relay(
                        secondary.name(),
                        primary.name(),
                        0,
                        () -> Optional.of(new InetSocketAddress("127.0.0.1", primary.databasePort())));
        regions.makeReplica(secondary, toPrimary.port());
    }

    @AfterEach
    void stop() {
        network.close();
    }

    /** The receiver has replayed all that it received, which is far from all. */
    @Test
    void aReplicaBehindASlowLinkLagsAlsoWhenTheWriterIsNotAsked() throws Exception {
        commitAndAwait();
        regions.losePeerDatabase(secondary);
        network.peering().bandwidthBytesPerSecond(SLOW_BYTES_PER_SECOND);
        for (int i = 0; i < 20; i++) {
            commit(1000);
        }
        assertLagOfAtLeastTheTimeSince(System.nanoTime());
        assertThat(secondary.query("SELECT pg_last_wal_replay_lsn() < ?::pg_lsn", flushed()))
                .isEqualTo("t");
        network.peering().bandwidthBytesPerSecond(0);
    }

    /** Nothing was said since, so whatever was said proves less and less. */
    @Test
    void aReplicaThatHearsNothingLags() throws Exception {
        commitAndAwait();
        regions.losePeerDatabase(secondary);
        network.peering().cut(CutMode.BLACK_HOLE);
        commit(1);
        assertLagOfAtLeastTheTimeSince(System.nanoTime());
    }

    private void assertLagOfAtLeastTheTimeSince(long lastCommitNanos) throws InterruptedException {
        for (int readings = 0;
                readings < READINGS || System.nanoTime() - lastCommitNanos < WATCHED.toNanos();
                readings++) {
            double missingFor = (System.nanoTime() - lastCommitNanos) / 1e9;
            JsonNode database = status();
            assertThat(database.path("lagKnown").asBoolean()).isTrue();
            assertThat(database.path("lagSeconds").doubleValue())
                    .as("the last commit has been missing for that long: %s", database)
                    .isGreaterThanOrEqualTo(missingFor);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** So that the loss of the writer's database does not keep a replica from being one. */
    @Test
    void aReplicaThatHasAllThatTheWriterSaidLagsNoLongerThanThatIsOld() throws Exception {
        commitAndAwait();
        regions.losePeerDatabase(secondary);
        long began = System.nanoTime();
        commitAndAwait();
        JsonNode database = status();
        assertThat(database.path("lagKnown").asBoolean()).isTrue();
        assertThat(database.path("lagSeconds").doubleValue())
                .isPositive()
                .isLessThan((System.nanoTime() - began) / 1e9);
    }

    @Test
    void aReplicaThatHasReplayedNothingSinceItsStartAndHearsNothingDoesNotKnow() throws Exception {
        commitAndAwait();
        primary.execute("CHECKPOINT");
        regions.awaitSameWal();
        secondary.execute("CHECKPOINT"); // a start replays nothing from before it
        JsonNode asked = status();
        assertThat(asked.path("lagKnown").asBoolean()).isTrue();
        assertThat(asked.path("lagSeconds").doubleValue()).isZero();

        network.peering().cut(CutMode.RESET);
        secondary.killServer();
        secondary.server().start();

        JsonNode database = status();
        assertThat(database.path("lagKnown").asBoolean(true)).isFalse();
        assertThat(database.path("lagSeconds").doubleValue()).isPositive();
    }

    private JsonNode status() {
        return secondary.agent("replicationStatus").path("database");
    }

    private void commitAndAwait() throws Exception {
        commit(1);
        regions.awaitSameWal();
        await().until(() -> status().path("streaming").asBoolean());
    }

    /** One transaction. */
    private void commit(int rows) throws SQLException {
        primary.execute("INSERT INTO items (value, region, epoch) SELECT repeat('x', 1000), 'here', 1"
                + " FROM generate_series(1, " + rows + ")");
    }

    private String flushed() throws SQLException {
        return primary.query("SELECT pg_current_wal_flush_lsn()::text");
    }
}
