package dev.drlab.planreview.rules;

import dev.drlab.planreview.plan.Action;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** The rules on a plan that need no other one. */
final class StackRules {
    private final Plan plan;
    private final ChangeRules rules;
    private final List<Finding> findings = new ArrayList<>();

    private StackRules(Plan plan, Options options) {
        this.plan = plan;
        this.rules = new ChangeRules(plan.changes(), options.independent().contains(plan.stack()));
    }

    static List<Finding> findings(Plan plan, Options options) {
        StackRules found = new StackRules(plan, options);
        found.wholeness();
        found.expectation(options);
        plan.changes().stream().filter(ResourceChange::managed).forEach(found::change);
        found.unknownTypes();
        found.invocations();
        found.drift();
        plan.failedChecks()
                .forEach((address, status) ->
                        found.add(Rule.CHECK_FAILED, address, "", List.of(Detail.said("status " + status)), false));
        return found.findings;
    }

    private void wholeness() {
        plan.gaps().forEach(gap -> stack(Rule.PLAN_INCOMPLETE, gap));
    }

    private void expectation(Options options) {
        long changes = plan.changes().stream()
                .filter(change -> change.managed() && change.action().changes())
                .count();
        boolean named = options.expected().isEmpty() || options.expected().contains(plan.stack());
        if (!named && changes + plan.outputs().size() + plan.invocations().size() > 0) {
            stack(
                    Rule.CHANGE_ELSEWHERE,
                    changes + " resources and " + plan.outputs().size() + " outputs change"
                            + (plan.invocations().isEmpty()
                                    ? ""
                                    : ", and " + plan.invocations().size() + " actions of providers run"));
        }
    }

    private void change(ResourceChange change) {
        change.previousAddress()
                .ifPresent(
                        from -> add(Rule.MOVED, change.address(), "move", List.of(Detail.said("from " + from)), false));
        if (change.importing()) {
            add(Rule.IMPORTED, change.address(), "import", List.of(), false);
        }
        if (change.action().forgets()) {
            add(Rule.FORGOTTEN, change.address(), change.action().words(), List.of(), false);
        }
        rules.of(change)
                .forEach(match -> add(match.rule(), change.address(), words(change), match.details(), match.unknown()));
        if (change.action().destroys() && Kinds.of(change).isEmpty()) {
            add(
                    Rule.UNJUDGED_DESTRUCTION,
                    change.address(),
                    words(change),
                    List.of(Detail.said("of type " + change.type())),
                    false);
        }
    }

    private void unknownTypes() {
        Map<String, Long> changed = new TreeMap<>();
        Map<String, Long> created = new TreeMap<>();
        for (ResourceChange change : plan.changes()) {
            if (change.managed() && Kinds.of(change).isEmpty()) {
                if (change.action() == Action.UPDATE) {
                    changed.merge(change.type(), 1L, Long::sum);
                } else if (change.action() == Action.CREATE) {
                    created.merge(change.type(), 1L, Long::sum);
                }
            }
        }
        changed.forEach((type, count) -> stack(Rule.UNJUDGED_CHANGE, count + " of type " + type));
        created.forEach((type, count) -> stack(Rule.UNJUDGED_CREATION, count + " of type " + type));
    }

    /** Actions of a provider that change no resource of the plan, such as stopping an instance. */
    private void invocations() {
        plan.invocations()
                .forEach((address, type) -> add(
                        Rule.UNJUDGED_CHANGE,
                        address,
                        "action of a provider",
                        List.of(Detail.said("of type " + type)),
                        false));
    }

    /** The rules on attributes and on removal hold; whatever else was changed is worth a note. */
    private void drift() {
        long first = 0;
        for (ResourceChange change : plan.drift()) {
            if (change.managed() && !drifted(change)) {
                first++;
            }
        }
        if (first > 0) {
            stack(Rule.DRIFTED, first + " objects have attributes that Terraform reads for the first time");
        }
    }

    /** Whether anything that Terraform knew is other than it was. */
    private boolean drifted(ResourceChange change) {
        List<Detail> details = new ArrayList<>();
        rules.ofDrift(change).forEach(match -> {
            details.add(Detail.said(match.rule().id()));
            details.addAll(match.details());
        });
        boolean gone = change.action().destroys();
        SortedSet<String> names = change.changedAttributes();
        names.removeIf(name -> change.before(name).empty());
        if (!details.isEmpty() || (gone && Kinds.of(change).isEmpty())) {
            add(Rule.DRIFTED_PROTECTION, change.address(), gone ? "gone" : "changed", details, false);
        } else if (gone || !names.isEmpty()) {
            names.forEach(name -> details.add(new Detail(name, "", "")));
            add(Rule.DRIFTED, change.address(), gone ? "gone" : "changed", details, false);
        } else {
            return false;
        }
        return true;
    }

    private static String words(ResourceChange change) {
        Optional<String> deposed = change.deposed();
        return change.action().words() + (deposed.isPresent() ? " (what a replacement left over)" : "");
    }

    private void stack(Rule rule, String said) {
        add(rule, "", "", List.of(Detail.said(said)), false);
    }

    private void add(Rule rule, String address, String action, List<Detail> details, boolean unknown) {
        findings.add(new Finding(rule, plan.stack(), address, action, details, unknown));
    }
}
