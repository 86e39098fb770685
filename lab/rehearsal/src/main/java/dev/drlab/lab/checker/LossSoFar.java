package dev.drlab.lab.checker;

import dev.drlab.lab.Lab;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.verifier.account.LossAccount;
import dev.drlab.verifier.ledger.Ledger;
import dev.drlab.verifier.ledger.SeqRange;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.history.HttpLoss;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The acknowledged commits up to now that one region's database lacks.
 *
 * @param acked acknowledged writes and canaries that were looked for
 * @param lostKeys idempotency keys of the writes that are missing
 * @param lostCanaries numbers of the canaries that are missing
 */
public record LossSoFar(long acked, List<String> lostKeys, List<SeqRange> lostCanaries) {
    /** Keeps copies. */
    public LossSoFar {
        lostKeys = List.copyOf(lostKeys);
        lostCanaries = List.copyOf(lostCanaries);
    }

    /**
     * Looks in a region's database, while traffic goes on.
     *
     * @param writes the ledger of the writes through the front door
     * @param canaries the verifier's ledger
     * @throws LabException when the database or a ledger cannot be read
     */
    public static LossSoFar in(Lab lab, String region, HttpLedger writes, Ledger canaries) {
        try (Connection database = lab.logins().reader(region)) {
            return of(HttpLoss.of(writes, database), LossAccount.of(canaries, database));
        } catch (SQLException | IOException e) {
            throw new LabException("cannot account for the commits in " + region + ": " + e.getMessage(), e);
        }
    }

    /** The sum of both accounts. */
    public static LossSoFar of(HttpLoss http, LossAccount canaries) {
        return new LossSoFar(
                http.acked() + canaries.acked(),
                http.lostWrites().stream().map(AcknowledgedWrite::key).toList(),
                canaries.lostRanges());
    }

    /** Rows that are missing. */
    public long lost() {
        return lostKeys.size()
                + lostCanaries.stream()
                        .mapToLong(range -> range.to() - range.from() + 1)
                        .sum();
    }

    /** Those of the missing rows that neither set has. */
    public long notIn(Set<String> keys, Set<Long> canaries) {
        return lostKeys.stream().filter(key -> !keys.contains(key)).count()
                + lostCanaryNumbers().filter(seq -> !canaries.contains(seq)).count();
    }

    /** The numbers of the missing canaries, one by one. */
    public LongStream lostCanaryNumbers() {
        return lostCanaries.stream().flatMapToLong(range -> LongStream.rangeClosed(range.from(), range.to()));
    }
}
