package dev.drlab.workload.history;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which acknowledged writes a database does not have.
 *
 * @param acked acknowledged writes that were looked for
 * @param lost how many of them are missing
 * @param lostSeconds from the acknowledgement of the last surviving write before the first lost one (of the first lost
 *     one itself if none survived before it) to that of the last lost one; 0 if none is lost
 * @param lostWhole whether no write of the first lost one's epoch, or of one before, survives that was sent before that one
 *     was acknowledged: how far back the loss reaches was not seen then, and {@code lostSeconds} is the least; false if
 *     none is lost
 * @param lostWrites the missing ones, in order of acknowledgement
 */
public record HttpLoss(
        long acked, long lost, double lostSeconds, boolean lostWhole, List<AcknowledgedWrite> lostWrites) {
    private static final int BATCH = 10_000;
    private static final String MISSING_KEYS =
            "SELECT k FROM unnest(?) AS k WHERE NOT EXISTS (SELECT FROM items WHERE idempotency_key = k)";

    /** Keeps a copy of the list. */
    public HttpLoss {
        lostWrites = List.copyOf(lostWrites);
    }

    /**
     * Looks for every acknowledged write of the ledger in the table {@code items}. Writes whose outcome was unknown to
     * the client are no part of it: they may be there or not.
     *
     * @param database a connection to the surviving database, as a role that may read {@code items}
     * @throws SQLException if the database cannot be asked
     */
    public static HttpLoss of(HttpLedger ledger, Connection database) throws SQLException {
        return of(ledger.acknowledged(), database);
    }

    /** The same for writes in order of acknowledgement, as {@link HttpLedger#read} returns them. */
    public static HttpLoss of(List<AcknowledgedWrite> acknowledged, Connection database) throws SQLException {
        List<String> keys = acknowledged.stream().map(AcknowledgedWrite::key).toList();
        Set<String> missing = new HashSet<>();
        try (PreparedStatement statement = database.prepareStatement(MISSING_KEYS)) {
            for (int from = 0; from < keys.size(); from += BATCH) {
                List<String> batch = keys.subList(from, Math.min(keys.size(), from + BATCH));
                Array array = database.createArrayOf("text", batch.toArray());
                statement.setArray(1, array);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        missing.add(rows.getString(1));
                    }
                }
                array.free();
            }
        }
        return account(acknowledged, missing);
    }

    /** The account when it is known which are missing, by their keys. */
    public static HttpLoss account(List<AcknowledgedWrite> acknowledged, Set<String> missing) {
        List<AcknowledgedWrite> lost = new ArrayList<>();
        AcknowledgedWrite lastSurvivor = null;
        for (AcknowledgedWrite write : acknowledged) {
            if (missing.contains(write.key())) {
                lost.add(write);
            } else if (lost.isEmpty()) {
                lastSurvivor = write;
            }
        }
        if (lost.isEmpty()) {
            return new HttpLoss(acknowledged.size(), 0, 0, false, lost);
        }
        AcknowledgedWrite since = lastSurvivor == null ? lost.get(0) : lastSurvivor;
        double seconds = (lost.get(lost.size() - 1).ackNanos() - since.ackNanos()) / 1e9;
        AcknowledgedWrite first = lost.get(0);
        boolean whole =
                acknowledged.stream().noneMatch(write -> !missing.contains(write.key()) && isBefore(write, first));
        return new HttpLoss(acknowledged.size(), lost.size(), seconds, whole, lost);
    }

    /** Writes under way at once commit in any order; a later reign's say nothing of what an earlier one had. */
    private static boolean isBefore(AcknowledgedWrite survivor, AcknowledgedWrite lost) {
        return survivor.epoch() <= lost.epoch() && survivor.startNanos() < lost.ackNanos();
    }
}
