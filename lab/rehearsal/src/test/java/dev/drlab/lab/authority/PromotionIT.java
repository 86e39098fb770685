package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.authority.AuthorityRecord;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A promoted database is nobody's to write to until its region opens it with the epoch that its record holds. */
class PromotionIT {
    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Region primary;
    private Region secondary;

    @BeforeEach
    void start() throws Exception {
        primary = regions.primary();
        secondary = regions.secondary();
        regions.makeReplica(secondary);
    }

    @Test
    void promotedDatabaseOfASwitchoverRefusesTheWriterUntilItIsOpened() throws Exception {
        assertThat(secondary.databaseEpoch())
                .as("the replica carries its lineage's epoch")
                .isEqualTo(1);
        JsonNode point = secondary.agent("drain", "epoch", 1, "token", "t", "deadlineSeconds", 60);
        regions.awaitReplayed(secondary, point);
        assertThat(secondary
                        .agent("handover", "epoch", 1, "token", "t", "nextEpoch", 2)
                        .get("outcome")
                        .asText())
                .isEqualTo("handedOver");
        secondary.server().promote(TwoRegions.TIME_LIMIT);

        assertRefusesTheWriter(secondary);
        assertThatThrownBy(() -> secondary.agent("verifyWritable", "epoch", 2))
                .isInstanceOf(AgentException.Unreachable.class)
                .hasMessageContaining("not permitted to log in");
        // the hand-over wrote the peer's record only; without its own a region may not open
        assertThatThrownBy(() -> secondary.agent("open", "epoch", 2)).isInstanceOf(AgentException.AuthorityLost.class);
        secondary.agent("raise", "epoch", 2);
        assertThatThrownBy(() -> secondary.agent("open", "epoch", 4)).isInstanceOf(AgentException.AuthorityLost.class);
        assertRefusesTheWriter(secondary);

        secondary.agent("open", "epoch", 2);

        assertThat(secondary.agent("verifyWritable", "epoch", 2).get("writable").asBoolean())
                .isTrue();
        assertThat(secondary.databaseEpoch()).isEqualTo(2);
        assertThat(secondary.drainToken()).isNull();
        assertThatThrownBy(() -> secondary.agent("verifyWritable", "epoch", 4))
                .isInstanceOf(AgentException.DatabaseState.class);
        assertRefusesTheWriter(primary);
        assertThatThrownBy(() -> primary.agent("open", "epoch", 1)).isInstanceOf(AgentException.Superseded.class);
        assertRefusesTheWriter(primary);
    }

    @Test
    void databasePromotedWithoutADrainIsNotWritableInTheNewEpochUntilItIsOpened() throws Exception {
        primary.goDark();
        secondary.agent("raise", "epoch", 2);
        secondary.server().promote(TwoRegions.TIME_LIMIT);

        assertThatThrownBy(() -> secondary.agent("verifyWritable", "epoch", 2))
                .isInstanceOf(AgentException.DatabaseState.class)
                .hasMessageContaining("does not carry epoch 2");
        assertThat(secondary.query("SELECT count(*) FROM drlab_probe")).isEqualTo("0");

        secondary.agent("open", "epoch", 2);

        secondary.agent("verifyWritable", "epoch", 2);
        assertThat(secondary.query("SELECT epoch FROM drlab_probe")).isEqualTo("2");
    }

    @Test
    void epochReplicatesAndADatabaseRefusesALowerOne() throws Exception {
        primary.agent("raise", "epoch", 3);
        primary.agent("open", "epoch", 3);
        await().atMost(TwoRegions.TIME_LIMIT)
                .until(() -> secondary
                                .agent("replicationStatus")
                                .path("database")
                                .path("epoch")
                                .asLong()
                        == 3);
        // a record that was lost and begun anew cannot take the database back
        primary.control().stop();
        primary.controlForPeer().stop();
        assertThat(secondary.table().raise(AuthorityRecord.of(2, secondary.name(), Instant.now())))
                .isTrue();
        secondary.server().promote(TwoRegions.TIME_LIMIT);

        assertThatThrownBy(() -> secondary.agent("open", "epoch", 2))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("an epoch above 2");
        assertThat(secondary.databaseEpoch()).isEqualTo(3);
    }

    private static void assertRefusesTheWriter(Region region) {
        assertThatThrownBy(() -> region.writer().close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("not permitted to log in");
    }
}
