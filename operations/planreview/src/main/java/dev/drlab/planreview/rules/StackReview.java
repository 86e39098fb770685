package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.Action;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import java.util.Comparator;
import java.util.List;

/**
 * The findings in one stack's plan.
 *
 * @param findings the worst first
 * @param synthesized whether the synthesized stack was read too, which says what has {@code prevent_destroy}
 * @param standby whether it was judged as one of the standby, which must get along without the other region (I8)
 */
public record StackReview(Plan plan, List<Finding> findings, boolean synthesized, boolean standby) {
    /** Sorts the findings. */
    public StackReview {
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::rule).thenComparing(Finding::address))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** Resources that would change, in the order of the plan. */
    public List<ResourceChange> changes() {
        return plan.changes().stream()
                .filter(change -> change.managed() && change.action().changes())
                .toList();
    }

    /** How many of those changes are of that action. */
    public long count(Action... actions) {
        return changes().stream()
                .filter(change -> List.of(actions).contains(change.action()))
                .count();
    }

    /** How many findings are of that severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
