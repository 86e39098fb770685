package dev.drlab.lab.checker;

import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.table.CanaryTable;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.history.HttpLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Counts the surviving rows a second time, by other means than the loss accounts: canaries by one {@code count(*)}, HTTP
 * writes by reading the ledger file anew and looking each key up among the rows read from the database.
 */
public final class Audit {
    private final Connection survivor;

    /** Counts in the database that {@code survivor} is connected to; the connection stays the caller's. */
    public Audit(Connection survivor) {
        this.survivor = survivor;
    }

    /**
     * Where the two counts differ, one sentence each; empty when they agree. No write may be under way.
     *
     * @param canaries the account of the verifier's rows
     * @param runId whose rows these are
     * @param http the account of the writes through the front door
     * @param httpLedger the file of their ledger, written out
     */
    public List<String> disagreements(LossAccount canaries, UUID runId, HttpLoss http, Path httpLedger)
            throws SQLException, IOException {
        List<String> found = new ArrayList<>();
        long rows = canaryRows(runId);
        long expected = canaries.acked() - canaries.lost() + canaries.unackedSurvivors() + canaries.foreignRows();
        if (rows != expected) {
            found.add("the canary account expects " + expected + " rows, the database has " + rows);
        }
        long lost = lostWrites(httpLedger);
        if (lost != http.lost()) {
            found.add("the HTTP account says " + http.lost() + " lost, a second count says " + lost);
        }
        return found;
    }

    private long canaryRows(UUID runId) throws SQLException {
        try (PreparedStatement statement =
                survivor.prepareStatement("SELECT count(*) FROM " + CanaryTable.NAME + " WHERE run_id::text = ?")) {
            statement.setString(1, runId.toString());
            try (ResultSet count = statement.executeQuery()) {
                count.next();
                return count.getLong(1);
            }
        }
    }

    private long lostWrites(Path ledger) throws SQLException, IOException {
        Set<String> survivors = new HashSet<>();
        try (PreparedStatement statement = survivor.prepareStatement(
                        "SELECT idempotency_key FROM items WHERE idempotency_key IS NOT NULL");
                ResultSet keys = statement.executeQuery()) {
            while (keys.next()) {
                survivors.add(keys.getString(1));
            }
        }
        return HttpLedger.read(ledger).stream()
                .map(AcknowledgedWrite::key)
                .filter(key -> !survivors.contains(key))
                .count();
    }
}
