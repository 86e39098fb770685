package dev.drlab.lab.authority;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Set;

/**
 * A table that a load writes to while its database is drained.
 *
 * @param regions the primary is drained
 * @param name with a column {@code value}
 */
record LoadedTable(TwoRegions regions, String name) {
    /** Nothing was committed behind the point that the drain answered, and the replica has all that was. */
    void assertWholeAt(JsonNode point, InsertLoad load) throws Exception {
        assertEndsAt(point, load);
        regions.awaitReplayed(regions.secondary(), point);
        Set<String> kept = values(regions.primary());
        assertThat(values(regions.secondary())).isEqualTo(kept);
        assertThat(kept).containsAll(load.acknowledged());
    }

    /** Nothing was committed behind the point, though every thread of the load tried. */
    void assertEndsAt(JsonNode point, InsertLoad load) throws Exception {
        load.awaitRefusedAgain(1);
        load.close();
        assertThat(commitsAfter(point)).as("commits after %s", point).isZero();
    }

    /** By the WAL itself: commits after the point of transactions whose rows the table has. */
    long commitsAfter(JsonNode point) throws SQLException {
        Region primary = regions.primary();
        primary.execute("SELECT pg_logical_emit_message(true, 'test', 'so that there is a record after the point')");
        return Long.parseLong(primary.query(
                "SELECT count(*) FROM pg_get_wal_records_info(?::pg_lsn, pg_current_wal_flush_lsn()) w"
                        + " WHERE w.resource_manager = 'Transaction' AND w.record_type LIKE 'COMMIT%'"
                        + " AND w.xid IN (SELECT xmin FROM " + name + ")",
                point.get("lsn").asText()));
    }

    /** Those of a region's database. */
    Set<String> values(Region region) throws SQLException {
        String all = region.query("SELECT string_agg(value, ',') FROM " + name);
        return all == null ? Set.of() : Set.of(all.split(",", -1)); // a value twice is refused
    }
}
