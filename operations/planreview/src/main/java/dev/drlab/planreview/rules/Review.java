package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.PlanException;
import dev.drlab.planreview.plan.PlanReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The review of a set of plans.
 *
 * @param stacks one a plan, in the order of the files
 * @param unjudged files that could not be judged
 */
public record Review(List<StackReview> stacks, List<Unjudged> unjudged) {
    /**
     * Keeps immutable lists.
     *
     * @throws IllegalArgumentException if there is nothing that was looked at: that would read as nothing found
     */
    public Review {
        stacks = List.copyOf(stacks);
        unjudged = List.copyOf(unjudged);
        if (stacks.isEmpty() && unjudged.isEmpty()) {
            throw new IllegalArgumentException("a review needs a plan");
        }
    }

    /**
     * Reviews the plans of some files.
     *
     * @param synthesized directory of synthesized stacks, such as {@code cdktf.out}, which say what a plan does not; a
     *     {@code cdk.tf.json} beside a plan is read without being told
     */
    public static Review of(Collection<Path> files, Optional<Path> synthesized, Options options) {
        List<Plan> plans = new ArrayList<>();
        List<Unjudged> unjudged = new ArrayList<>();
        Map<String, Lifecycles> lifecycles = new HashMap<>();
        for (Path file : files) {
            try {
                Plan plan = PlanReader.read(file);
                requireNew(plan, plans);
                Lifecycles.of(plan, synthesized).ifPresent(found -> lifecycles.put(plan.stack(), found));
                plans.add(plan);
            } catch (PlanException e) {
                unjudged.add(new Unjudged(file.toString(), e.getMessage()));
            }
        }
        List<Finding> capacity = new ArrayList<>(Parity.findings(plans, options));
        capacity.addAll(FullCapacity.findings(plans, options));
        List<StackReview> stacks = new ArrayList<>();
        for (Plan plan : plans) {
            List<Finding> findings = new ArrayList<>(StackRules.findings(plan, options));
            findings.addAll(Independence.findings(plan, options));
            Optional<Lifecycles> known = Optional.ofNullable(lifecycles.get(plan.stack()));
            known.ifPresent(found -> findings.addAll(found.findings(plan)));
            capacity.stream()
                    .filter(finding -> finding.stack().equals(plan.stack()))
                    .forEach(findings::add);
            stacks.add(new StackReview(
                    plan, findings, known.isPresent(), options.independent().contains(plan.stack())));
        }
        return new Review(stacks, unjudged);
    }

    /** The verdict on all stacks. */
    public Verdict verdict() {
        if (!unjudged.isEmpty() || has(Rule.PLAN_INCOMPLETE)) {
            return Verdict.NOT_JUDGED;
        }
        if (count(Severity.CRITICAL) > 0) {
            return Verdict.CRITICAL;
        }
        if (count(Severity.WARNING) > 0) {
            return Verdict.WARNING;
        }
        boolean changes = stacks.stream()
                .anyMatch(stack -> !stack.changes().isEmpty()
                        || !stack.plan().outputs().isEmpty()
                        || !stack.findings().isEmpty());
        return changes ? Verdict.NO_OBJECTION : Verdict.NO_CHANGES;
    }

    /** How many findings are of that severity. */
    public long count(Severity severity) {
        return stacks.stream().mapToLong(stack -> stack.count(severity)).sum();
    }

    /** The finding that matters most; empty if there is none. */
    public Optional<Finding> worst() {
        return stacks.stream()
                .flatMap(stack -> stack.findings().stream())
                .min(Comparator.comparing(Finding::severity).thenComparing(Finding::rule));
    }

    private boolean has(Rule rule) {
        return stacks.stream().flatMap(stack -> stack.findings().stream()).anyMatch(finding -> finding.rule() == rule);
    }

    private static void requireNew(Plan plan, List<Plan> plans) {
        for (Plan other : plans) {
            if (other.stack().equals(plan.stack())) {
                throw new PlanException("it is of the stack " + plan.stack() + ", as " + other.file()
                        + " is: give each stack's plan once, in files or directories of the stacks' names");
            }
        }
    }
}
