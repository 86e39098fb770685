package dev.drlab.planreview.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a standby may grow to what its runbook activates it with, once all plans are applied: for that no plan of the other
 * region is needed.
 */
final class FullCapacity {
    private record Placed(String stack, ResourceChange change) {}

    private record Bound(String attribute, RunbookField needed) {}

    private static final List<Bound> BOUNDS = List.of(
            new Bound("min_capacity", RunbookField.STANDBY_TASKS),
            new Bound("max_capacity", RunbookField.DESIRED_TASKS));

    private FullCapacity() {}

    static List<Finding> findings(List<Plan> plans, Options options) {
        List<Placed> objects = new ArrayList<>();
        for (Plan plan : plans) {
            if (options.independent().contains(plan.stack())) {
                plan.changes().stream()
                        .filter(change -> change.managed() && change.after().isObject())
                        .forEach(change -> objects.add(new Placed(plan.stack(), change)));
            }
        }
        List<Finding> findings = new ArrayList<>();
        for (Placed runbook : objects) {
            Optional<JsonNode> text =
                    Kinds.of(runbook.change()).filter(Kind.RUNBOOK::equals).flatMap(kind -> parsed(runbook.change()));
            text.ifPresent(json -> objects.stream()
                    .filter(target -> isBoundOf(json, target.change()))
                    .forEach(target -> judge(json, runbook.change(), target, findings)));
        }
        return findings;
    }

    /** Empty while it is not known, is sensitive, or is not drlab's. */
    private static Optional<JsonNode> parsed(ResourceChange runbook) {
        for (String attribute : List.of("insecure_value", "value")) {
            Value value = runbook.after(attribute);
            if (value.known() && !value.sensitive() && !value.empty()) {
                try {
                    return Optional.ofNullable(
                                    Json.mapper().readTree(value.json().asText()))
                            .filter(JsonNode::isObject);
                } catch (JsonProcessingException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isBoundOf(JsonNode runbook, ResourceChange target) {
        String service =
                "service/" + text(runbook, RunbookField.ECS_CLUSTER) + "/" + text(runbook, RunbookField.ECS_SERVICE);
        return target.type().equals("aws_appautoscaling_target")
                && target.after().path("resource_id").asText("").equals(service);
    }

    private static void judge(JsonNode runbook, ResourceChange from, Placed target, List<Finding> findings) {
        List<Detail> details = new ArrayList<>();
        boolean unknown = false;
        for (Bound bound : BOUNDS) {
            Value needed = new Value(runbook.path(bound.needed().label()), false, false);
            Value there = target.change().after(bound.attribute());
            Judge.Verdict verdict = Judge.MUST_NOT_FALL.of(needed, there);
            if (verdict != Judge.Verdict.FINE) {
                Detail both = Detail.of(bound.attribute(), needed, there);
                details.add(new Detail(
                        bound.attribute(),
                        both.before() + " (" + bound.needed().label() + " of " + from.address() + ")",
                        both.after()));
                unknown |= verdict == Judge.Verdict.UNKNOWN;
            }
        }
        if (!details.isEmpty()) {
            findings.add(new Finding(
                    Rule.STANDBY_BELOW_RUNBOOK, target.stack(), target.change().address(), "", details, unknown));
        }
    }

    private static String text(JsonNode runbook, RunbookField field) {
        return runbook.path(field.label()).asText("");
    }
}
