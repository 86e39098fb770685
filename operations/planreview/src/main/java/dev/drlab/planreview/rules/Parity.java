package dev.drlab.planreview.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.plan.Value;
import java.util.ArrayList;
import java.util.List;

/** Whether a standby, once all plans are applied, is as large as what it stands in for; where plans of both are there. */
final class Parity {
    private record Measure(String path, Judge judge) {}

    private record Placed(String stack, boolean standby, ResourceChange change) {}

    private static final List<Measure> OF_DATABASES = List.of(
            new Measure("instance_class", Judge.MUST_NOT_SHRINK),
            new Measure("allocated_storage", Judge.MUST_NOT_FALL),
            new Measure("max_allocated_storage", Judge.MUST_NOT_FALL));

    private static final List<Measure> OF_TARGETS = List.of(new Measure("max_capacity", Judge.MUST_NOT_FALL));
    private static final List<Measure> OF_TASKS =
            List.of(new Measure("cpu", Judge.MUST_NOT_FALL), new Measure("memory", Judge.MUST_NOT_FALL));

    private Parity() {}

    static List<Finding> findings(List<Plan> plans, Options options) {
        List<Placed> objects = new ArrayList<>();
        for (Plan plan : plans) {
            boolean standby = options.independent().contains(plan.stack());
            plan.changes().stream()
                    .filter(change -> change.managed() && change.after().isObject())
                    .forEach(change -> objects.add(new Placed(plan.stack(), standby, change)));
        }
        List<Finding> findings = new ArrayList<>();
        for (Placed standby : objects) {
            switch (standby.change().type()) {
                case "aws_db_instance" -> compare(standby, sources(standby, objects), OF_DATABASES, findings);
                case "aws_appautoscaling_target" ->
                    compare(standby, peers(standby, objects, "resource_id"), OF_TARGETS, findings);
                case "aws_ecs_task_definition" ->
                    compare(standby, peers(standby, objects, "family"), OF_TASKS, findings);
                default -> {}
            }
        }
        return findings;
    }

    /** The source of the replica. */
    private static List<Placed> sources(Placed replica, List<Placed> objects) {
        String source = after(replica, "replicate_source_db");
        String identifier = source.substring(source.lastIndexOf(':') + 1);
        return objects.stream()
                .filter(other -> other.change().type().equals("aws_db_instance")
                        && !identifier.isEmpty()
                        && after(other, "identifier").equals(identifier))
                .toList();
    }

    /** Of the same name in a stack that is no standby. */
    private static List<Placed> peers(Placed standby, List<Placed> objects, String name) {
        return objects.stream()
                .filter(other -> standby.standby()
                        && !other.standby()
                        && other.change().type().equals(standby.change().type())
                        && !after(standby, name).isEmpty()
                        && after(other, name).equals(after(standby, name)))
                .toList();
    }

    private static void compare(Placed standby, List<Placed> others, List<Measure> measures, List<Finding> findings) {
        for (Placed other : others) {
            List<Detail> details = new ArrayList<>();
            boolean unknown = false;
            for (Measure measure : measures) {
                Value needed = other.change().after(measure.path());
                Value there = standby.change().after(measure.path());
                Judge.Verdict verdict = measure.judge().of(needed, there);
                if (verdict != Judge.Verdict.FINE) {
                    Detail both = Detail.of(measure.path(), needed, there);
                    details.add(new Detail(
                            measure.path(),
                            both.before() + " of " + other.change().address(),
                            both.after()));
                    unknown |= verdict == Judge.Verdict.UNKNOWN;
                }
            }
            if (!details.isEmpty()) {
                findings.add(new Finding(
                        Rule.STANDBY_BELOW_PRIMARY,
                        standby.stack(),
                        standby.change().address(),
                        "",
                        details,
                        unknown));
            }
        }
    }

    private static String after(Placed object, String attribute) {
        JsonNode value = object.change().after().path(attribute);
        return value.isTextual() ? value.asText() : "";
    }
}
