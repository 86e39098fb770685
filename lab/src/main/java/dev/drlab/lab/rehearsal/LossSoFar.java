package dev.drlab.lab.rehearsal;

import dev.drlab.lab.LabException;
import dev.drlab.lab.traffic.AcknowledgedWrite;
import dev.drlab.lab.traffic.HttpLoss;
import dev.drlab.verifier.LossAccount;
import dev.drlab.verifier.SeqRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What one region's database lacks of all that was acknowledged up to now.
 *
 * @param acked acknowledged writes and canaries that were looked for
 * @param lostKeys idempotency keys of the writes that are missing
 * @param lostCanaries numbers of the canaries that are missing
 */
record LossSoFar(long acked, List<String> lostKeys, List<SeqRange> lostCanaries) {
    /** Looks in a region's database, while traffic goes on. */
    static LossSoFar in(Stage stage, String region) {
        try (Connection database = stage.lab().reader(region)) {
            HttpLoss http = HttpLoss.of(stage.traffic().ledger(), database);
            LossAccount canaries = LossAccount.of(stage.canaries().ledger(), database);
            return new LossSoFar(
                    http.acked() + canaries.acked(),
                    http.lostWrites().stream().map(AcknowledgedWrite::key).toList(),
                    canaries.lostRanges());
        } catch (SQLException | IOException e) {
            throw new LabException("cannot account for the commits in " + region + ": " + e.getMessage(), e);
        }
    }

    /** Rows that are missing. */
    long lost() {
        return lostKeys.size()
                + lostCanaries.stream()
                        .mapToLong(range -> range.to() - range.from() + 1)
                        .sum();
    }

    /** Those of the missing rows that a list of diverged commits does not have. */
    long notIn(Set<String> keys, Set<Long> canaries) {
        return lostKeys.stream().filter(key -> !keys.contains(key)).count()
                + lostCanaries.stream()
                        .mapToLong(range -> LongStream.rangeClosed(range.from(), range.to())
                                .filter(seq -> !canaries.contains(seq))
                                .count())
                        .sum();
    }
}
