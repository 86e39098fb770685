package dev.drlab.drill.move;

import dev.drlab.report.Report;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLoss;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The outcome of acknowledged writes, as the service's own reads tell it.
 *
 * @param acknowledged in order of acknowledgement
 * @param missing keys of those that are surely not there
 * @param unaccounted keys of those that no answer decided
 */
public record ItemAccount(List<AcknowledgedWrite> acknowledged, Set<String> missing, Set<String> unaccounted) {
    /** Keeps copies. */
    public ItemAccount {
        acknowledged = List.copyOf(acknowledged);
        missing = Set.copyOf(missing);
        unaccounted = Set.copyOf(unaccounted);
    }

    /** For the report: what no answer decided counts neither as lost nor as surviving. */
    public Report.Http http() {
        List<AcknowledgedWrite> decided = acknowledged.stream()
                .filter(write -> !unaccounted.contains(write.key()))
                .collect(Collectors.toList());
        HttpLoss loss = HttpLoss.account(decided, missing);
        return new Report.Http(
                acknowledged.size(), loss.lost(), loss.lostSeconds(), (long) unaccounted.size(), loss.lostWhole());
    }
}
