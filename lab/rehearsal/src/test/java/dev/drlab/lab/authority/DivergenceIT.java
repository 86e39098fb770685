package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of canaries that only an old database has, also of runs of which the other one has no common row. */
class DivergenceIT {
    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Region primary;
    private Region secondary;
    private final UUID run = UUID.randomUUID();

    @BeforeEach
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        regions.makeReplica(secondary);
    }

    /** What it goes on to write behind the failover does not hide them, also not before the database was opened. */
    @Test
    void aRunThatBeganWhenNothingArrivedAnyMoreIsWhollyInTheList() throws Exception {
        secondary.execute("ALTER SYSTEM SET primary_conninfo = ''");
        secondary.execute("SELECT pg_reload_conf()");
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> secondary
                        .query("SELECT count(*) FROM pg_stat_wal_receiver")
                        .equals("0"));
        write(primary, 1, 50, 1);
        primary.goDark();
        long epoch = regions.failOverTo(secondary);
        write(secondary, 54, 55, 1);
        write(secondary, 56, 60, epoch);
        primary.comeBack();

        JsonNode saved = primary.agent("divergence", "name", "list");

        assertThat(saved.path("status").asText()).isEqualTo("saved");
        assertThat(saved.path("canaries").asLong()).isEqualTo(50);
        assertThat(saved.path("wal").path("relations").path(0).path("inserted").asLong())
                .isEqualTo(50);
    }

    @Test
    void whatHadArrivedAndWasDeletedSinceIsNotInTheList() throws Exception {
        write(primary, 1, 50, 1);
        long epoch = regions.switchOverTo(secondary);
        write(secondary, 51, 60, epoch);
        secondary.execute("DELETE FROM drlab_canary WHERE seq <= 20");
        assertThat(primary.agent("divergence", "name", "list").path("canaries").asLong())
                .isZero();

        secondary.execute("DELETE FROM drlab_canary WHERE seq <= 50");
        JsonNode saved = primary.agent("divergence", "name", "list");

        assertThat(saved.path("wal").path("status").asText()).isEqualTo("counted");
        assertThat(saved.path("canaries").asLong()).isZero();
    }

    private void write(Region region, long from, long to, long epoch) throws Exception {
        region.execute("INSERT INTO drlab_canary SELECT '" + run + "', n, " + epoch + ", now() FROM generate_series("
                + from + ", " + to + ") n");
    }
}
