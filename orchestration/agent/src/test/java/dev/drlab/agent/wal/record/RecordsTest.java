package dev.drlab.agent.wal.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions as PostgreSQL 15 and 17 printed them. */
class RecordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT|off: 2, flags: 0x00|1|0|0",
                "INSERT|off 2 flags 0x00|1|0|0",
                "INSERT+INIT|off: 1, flags: 0x00|1|0|0",
                "INSERT|off: 7, flags: 0x04|1|0|0",
                "MULTI_INSERT|ntuples: 3, flags: 0x02, offsets: [9, 10, 11]|3|0|0",
                "MULTI_INSERT+INIT|ntuples: 226, flags: 0x02|226|0|0",
                "MULTI_INSERT|3 tuples flags 0x02|3|0|0",
                "HOT_UPDATE|old_xmax: 749, old_off: 1, old_infobits: [], flags: 0x20, new_xmax: 0, new_off: 6|0|1|0",
                "UPDATE+INIT|off 1 xmax 735 flags 0x20 ; new off 6 xmax 0|0|1|0",
                "DELETE|xmax: 750, off: 2, infobits: [KEYS_UPDATED], flags: 0x00|0|0|1",
                "DELETE|off 2 flags 0x00 KEYS_UPDATED|0|0|1",
                "DELETE|xmax: 751, off: 7, infobits: [], flags: 0x08|-1|0|0",
                "DELETE|xmax: 755, off: 1, infobits: [KEYS_UPDATED], flags: 0x10|-1|1|0",
                "DELETE|off 1 flags 0x10 KEYS_UPDATED|-1|1|0",
            })
    void changesOfRowsAreRead(String type, String description, long inserted, long updated, long deleted) {
        assertThat(HeapRecord.change(type, description)).contains(new RowCounts(inserted, updated, deleted));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"LOCK", "HEAP_CONFIRM", "INPLACE", "PRUNE_ON_ACCESS", "PRUNE_VACUUM_SCAN", "VISIBLE", "NEW_CID"})
    void whatChangesNoRowIsNone(String type) {
        assertThat(HeapRecord.change(type, "off: 1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"MULTI_INSERT|tuples: 3", "MULTI_INSERT|3 rows", "DELETE|off: 2", "DELETE|flags: 0xZZ"})
    void anUnknownDescriptionIsNotPassedOver(String type, String description) {
        assertThatThrownBy(() -> HeapRecord.change(type, description))
                .isInstanceOf(WalFormatException.class)
                .hasMessageContaining(description);
    }

    @Test
    void commitNamesItsTimeAndItsSubtransactions() {
        EndRecord end =
                EndRecord.parse("COMMIT", "2026-11-28 23:01:06.189973+00; rels: base/5/16396; subxacts: 747 748; sync");

        assertThat(end.at()).isEqualTo(Instant.parse("2026-11-28T23:01:06.189973Z"));
        assertThat(end.prepared()).isEmpty();
        assertThat(end.subtransactions()).containsExactly(747, 748);
    }

    @Test
    void preparedTransactionsAreNamedByTheirOwnId() {
        assertThat(EndRecord.parse("COMMIT_PREPARED", "756: 2026-11-28 23:01:06+00")
                        .prepared())
                .isEqualTo(OptionalLong.of(756));
        assertThat(EndRecord.parse("ABORT_PREPARED", "757: 2026-11-28 23:01:06.1 UTC; subxacts: 758")
                        .subtransactions())
                .containsExactly(758);
        assertThatThrownBy(() -> EndRecord.parse("COMMIT_PREPARED", "2026-11-28 23:01:06+00"))
                .isInstanceOf(WalFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-28 23:01:06+02", "yesterday", "", "2026-11-28 23:01:06 CET"})
    void aTimeThatIsNotUtcIsRefused(String description) {
        assertThatThrownBy(() -> EndRecord.parse("COMMIT", description)).isInstanceOf(WalFormatException.class);
    }

    @Test
    void blocksNameFiles() {
        assertThat(FileNode.ofBlock(
                        "INSERT", "blkref #0: rel 1663/5/16391 fork main blk 0 (FPW); hole: offset: 72, length: 8104"))
                .isEqualTo(new FileNode(1663, 5, 16_391));
        assertThatThrownBy(() -> FileNode.ofBlock("INSERT", null)).isInstanceOf(WalFormatException.class);
        assertThatThrownBy(() -> FileNode.ofBlock("INSERT", "rel 1663/5/16391")).isInstanceOf(WalFormatException.class);
    }

    @Test
    void runningTransactionsNameTheNextId() {
        assertThat(WalReader.Snapshot.parse(
                        "0/1549C80", "nextXid 750 latestCompletedXid 748 oldestRunningXid 749; 1 xacts: 749"))
                .isEqualTo(new WalReader.Snapshot(Lsn.parse("0/1549C80"), 750));
    }

    @Test
    void positionsAreOrderedAndPrintedLikePostgres() {
        assertThat(Lsn.parse("16/B374D848")).hasToString("16/B374D848");
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("1/0"));
        assertThat(Lsn.parse("1/10").minus(Lsn.parse("0/FFFFFFF0"))).isEqualTo(32);
    }

    @Test
    void onlyAPagesHeaderIsNoRecord() {
        assertThat(WalReader.reaches(Lsn.parse("0/2000"), Lsn.parse("0/2018"))).isTrue();
        assertThat(WalReader.reaches(Lsn.parse("0/2018"), Lsn.parse("0/2018"))).isTrue();
        assertThat(WalReader.reaches(Lsn.parse("0/2018"), Lsn.parse("0/2040")))
                .as("a commit takes 34 bytes")
                .isFalse();
        assertThat(WalReader.reaches(Lsn.parse("0/2000"), Lsn.parse("0/2040"))).isFalse();
    }

    @Test
    void idsAreComparedAroundTheWrap() {
        assertThat(Xids.precedes(3, 4)).isTrue();
        assertThat(Xids.precedes(4_294_967_290L, 5)).isTrue();
        assertThat(Xids.precedes(5, 4_294_967_290L)).isFalse();
    }
}
