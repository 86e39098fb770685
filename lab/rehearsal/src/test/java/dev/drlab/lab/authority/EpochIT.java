package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Epochs only grow, and each belongs to the region whose parity it has, through every change of hands. */
class EpochIT {
    @ExtendWith(RunningRegions.class)
    private TwoRegions regions;

    private Region primary;
    private Region secondary;

    @BeforeEach
    void start() {
        primary = regions.primary();
        secondary = regions.secondary();
    }

    @Test
    void epochsGrowWithTheRightParityOverSwitchoverAndBackOutageAndReturn() throws Exception {
        List<Long> epochs = new ArrayList<>(List.of(1L));
        regions.makeReplica(secondary);

        epochs.add(regions.switchOverTo(secondary));
        assertHolds(secondary, epochs);
        regions.makeReplica(primary);
        epochs.add(regions.switchOverTo(primary));
        assertHolds(primary, epochs);
        regions.makeReplica(secondary);

        primary.goDark();
        epochs.add(regions.failOverTo(secondary));
        assertThat(secondary.record().epoch()).isEqualTo(last(epochs));
        assertThat(secondary.agent("fence", "epoch", last(epochs)).toString()).contains("not fenced");

        primary.comeBack();
        assertThat(primary.record().epoch())
                .as("the old primary's own record is the old one")
                .isEqualTo(3);
        JsonNode returned = primary.agent("replicationStatus");
        assertThat(returned.get("holdsAuthority").asBoolean()).isFalse();
        assertThat(returned.get("highestEpoch").asLong()).isEqualTo(last(epochs));
        JsonNode fence = secondary.agent("fence", "epoch", last(epochs));
        assertThat(fence.get("record").asText()).isEqualTo("fenced");
        assertThat(fence.get("database").asText()).isEqualTo("fenced");
        assertHolds(secondary, epochs);
        assertThat(primary.writerMayLogIn()).isFalse();

        regions.makeReplica(primary);
        epochs.add(regions.switchOverTo(primary));
        assertHolds(primary, epochs);

        assertThat(epochs).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void nextEpochIsAboveWhatTheReplicaCarriesWhenNoRecordCanBeRead() throws Exception {
        regions.makeReplica(secondary);
        for (long epoch : List.of(3L, 5L, 7L)) {
            primary.agent("raise", "epoch", epoch);
            primary.agent("open", "epoch", epoch);
        }
        JsonNode point = secondary.agent("drain", "epoch", 7, "token", "t", "deadlineSeconds", 60);
        regions.awaitReplayed(secondary, point);
        primary.goDark();

        JsonNode status = secondary.agent("replicationStatus");

        assertThat(status.get("peerRecordReadable").asBoolean()).isFalse();
        assertThat(status.get("ownRecord").isNull()).isTrue();
        assertThat(status.get("highestEpoch").asLong()).isEqualTo(7);
        assertThat(status.get("nextEpoch").asLong()).isEqualTo(8);
    }

    /**
     * The primary is taken over again by its own operator, who cannot see the secondary; the secondary, which has not seen
     * that, takes over later. When both see each other again the later decision stands, not the one with more raises.
     */
    @Test
    void ofTwoRegionsThatTookOverUnseenTheLaterHasTheHigherEpoch() throws Exception {
        regions.makeReplica(secondary);
        primary.execute("UPDATE drlab_epoch SET opened_at = now() - interval '80 minutes'");
        regions.awaitSameWal();
        secondary.goDark();
        primary.execute("UPDATE drlab_epoch SET opened_at = now() - interval '20 minutes'"); // an hour earlier
        long earlier = nextEpochUnseen(primary);
        primary.agent("raise", "epoch", earlier);
        primary.agent("open", "epoch", earlier);

        primary.goDark();
        secondary.comeBack();
        long later = nextEpochUnseen(secondary);

        assertThat(earlier).isBetween(21L, 25L);
        assertThat(later).isBetween(81L, 90L);
        assertThat(secondary.parity().owns(later)).isTrue();
        assertThat(primary.parity().owns(earlier)).isTrue();
    }

    /** A takeover that sees the other record needs no more than to be above it, however long that was there. */
    @Test
    void whereThePeersRecordIsSeenEpochsGrowByOne() throws Exception {
        regions.makeReplica(secondary);
        primary.execute("UPDATE drlab_epoch SET opened_at = now() - interval '80 minutes'");
        regions.awaitSameWal();

        assertThat(secondary.agent("replicationStatus").get("nextEpoch").asLong())
                .isEqualTo(2);
        assertThat(primary.agent("replicationStatus").get("nextEpoch").asLong()).isEqualTo(3);
    }

    private static long nextEpochUnseen(Region region) {
        JsonNode status = region.agent("replicationStatus");
        assertThat(status.get("peerRecordReadable").asBoolean()).isFalse();
        return status.get("nextEpoch").asLong();
    }

    @Test
    void recordRefusesALowerEpochAndTheOthersParity() {
        secondary.agent("raise", "epoch", 4);

        assertThatThrownBy(() -> secondary.agent("raise", "epoch", 2)).isInstanceOf(AgentException.Superseded.class);
        assertThatThrownBy(() -> secondary.agent("raise", "epoch", 5))
                .isInstanceOf(AgentException.InvalidRequest.class);
        secondary.agent("raise", "epoch", 4); // an answer that was lost: the same again
        ControlTable table = secondary.table();
        assertThat(table.raise(AuthorityRecord.of(4, primary.name(), Instant.now())))
                .as("the same epoch for the other region")
                .isFalse();
        assertThat(table.read().map(AuthorityRecord::region)).isEqualTo(Optional.of(secondary.name()));
    }

    /** The switchover counts on it: what was committed behind its drain point would be lost in a planned move. */
    @Test
    void anEpochThatIsOpenedAgainLeavesTheDrainOfASwitchover() throws Exception {
        secondary.agent("drain", "epoch", 1, "token", "t", "deadlineSeconds", 60);

        assertThatThrownBy(() -> primary.agent("open", "epoch", 1))
                .isInstanceOf(AgentException.AuthorityLost.class)
                .hasMessageContaining("'t' drains " + primary.name());

        assertThat(primary.drainToken()).isEqualTo("t");
        assertThat(primary.writerMayLogIn()).isFalse();
        secondary.agent("undrain", "epoch", 1, "token", "t");
        primary.agent("open", "epoch", 1);
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    /** Whoever lifted it died between the record and the database. */
    @Test
    void aDrainThatTheRecordNoLongerHasIsLiftedByTheNextOpening() throws Exception {
        secondary.agent("drain", "epoch", 1, "token", "t", "deadlineSeconds", 60);
        assertThat(primary.table().undrain(1, "t")).isTrue();

        primary.agent("open", "epoch", 1);

        assertThat(primary.drainToken()).isNull();
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    @Test
    void aDatabaseThatWasFencedForAHigherEpochIsOpenedInNoLowerOne() throws Exception {
        secondary.agent("fence", "epoch", 2);

        assertThat(primary.query("SELECT opened FROM drlab_open_database(1, 'late')"))
                .isEqualTo("f");
        assertThat(primary.writerMayLogIn()).isFalse();
        assertThat(primary.query("SELECT opened FROM drlab_open_database(3, 'next')"))
                .isEqualTo("t");
        assertThat(primary.writerMayLogIn()).isTrue();
    }

    /** What carries more than the run had seen was opened since, also where the run has raised a higher epoch. */
    @Test
    void aFenceLeavesADatabaseAboveWhatItsRunHadSeen() throws Exception {
        primary.agent("raise", "epoch", 3);
        primary.agent("open", "epoch", 3);

        JsonNode opened = secondary.agent("fence", "epoch", 4, "seenEpoch", 2);
        assertThat(opened.get("database").asText()).isEqualTo("was opened meanwhile");
        assertThat(secondary
                        .agent("fence", "epoch", 2, "seenEpoch", 2)
                        .get("database")
                        .asText())
                .as("above the run's own epoch, too")
                .isEqualTo("has a higher epoch");
        assertThat(primary.writerMayLogIn()).isTrue();

        JsonNode seen = secondary.agent("fence", "epoch", 4, "seenEpoch", 3);
        assertThat(seen.get("database").asText()).isEqualTo("fenced");
        assertThat(primary.writerMayLogIn()).isFalse();
    }

    /** The same epoch was raised beside it: its drain had expired, and the primary had taken writes again. */
    @Test
    void anEpochThatAFenceWroteIsNoHandOver() {
        secondary.agent("drain", "epoch", 1, "token", "t", "deadlineSeconds", 60);
        secondary.agent("undrain", "epoch", 1, "token", "t");
        secondary.agent("fence", "epoch", 2);

        assertThatThrownBy(() -> secondary.agent("handover", "epoch", 1, "token", "t", "nextEpoch", 2))
                .isInstanceOf(AgentException.Superseded.class)
                .hasMessageContaining("epoch 2 of " + secondary.name());
    }

    private void assertHolds(Region holder, List<Long> epochs) throws Exception {
        long epoch = last(epochs);
        assertThat(epochs).isSorted().doesNotHaveDuplicates();
        assertThat(holder.parity().owns(epoch)).isTrue();
        for (Region region : List.of(primary, secondary)) {
            assertThat(region.record().epoch())
                    .as("record in %s", region.name())
                    .isEqualTo(epoch);
            assertThat(region.record().region()).isEqualTo(holder.name());
            JsonNode status = region.agent("replicationStatus");
            assertThat(status.get("holdsAuthority").asBoolean()).isEqualTo(region == holder);
            assertThat(region.parity().owns(status.get("nextEpoch").asLong())).isTrue();
            assertThat(status.get("nextEpoch").asLong()).isGreaterThan(epoch);
        }
        assertThat(holder.databaseEpoch()).isEqualTo(epoch);
    }

    private static long last(List<Long> epochs) {
        return epochs.get(epochs.size() - 1);
    }
}
