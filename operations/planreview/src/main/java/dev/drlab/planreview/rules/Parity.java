package dev.drlab.planreview.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.ResourceChange;
import dev.drlab.planreview.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a standby, once all plans are applied, is as large as what it stands in for; where plans of both are there. */
final class Parity {
    private record Measure(String path, Judge judge) {}

    private record Placed(String stack, boolean standby, ResourceChange change) {}

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final List<Measure> OF_DATABASES = List.of(
            new Measure("instance_class", Judge.MUST_NOT_SHRINK),
            new Measure("allocated_storage", Judge.MUST_NOT_FALL),
            new Measure("max_allocated_storage", Judge.MUST_NOT_FALL));

    /**
     * Settings of which a standby needs at least what its writer has: with less, replay pauses, and a restart refuses
     * (PostgreSQL manual, Hot Standby, Administrator's Overview).
     */
    private static final List<Measure> OF_SETTINGS = Stream.of(
                    "max_connections",
                    "max_worker_processes",
                    "max_wal_senders",
                    "max_prepared_transactions",
                    "max_locks_per_transaction")
            .map(name -> new Measure(name, Judge.MUST_NOT_FALL))
            .toList();

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
                case "aws_db_instance" -> {
                    List<Placed> sources = sources(standby, objects);
                    compare(standby, sources, OF_DATABASES, findings);
                    sources.forEach(source -> compareSettings(standby, source, objects, findings));
                }
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

    /** What a database's own stack sets for it. */
    private static Optional<Placed> settings(Placed database, List<Placed> objects) {
        String group = after(database, "parameter_group_name");
        return objects.stream()
                .filter(other -> other.change().type().equals("aws_db_parameter_group")
                        && other.stack().equals(database.stack())
                        && !group.isEmpty()
                        && after(other, "name").equals(group))
                .findFirst();
    }

    private static void compareSettings(Placed replica, Placed source, List<Placed> objects, List<Finding> findings) {
        Optional<Placed> needed = settings(source, objects);
        if (needed.isEmpty()) {
            return;
        }
        // A group that is in no plan may be a default one, whose settings follow the instance's class: the replica,
        // which
        // has no settings of its own, is then reported with none known.
        report(
                Rule.STANDBY_SETTING_BELOW_PRIMARY,
                settings(replica, objects).orElse(replica),
                needed.get(),
                OF_SETTINGS,
                Parity::setting,
                findings);
    }

    private static Value setting(ResourceChange group, String name) {
        Value all = group.after("parameter");
        if (!all.known() || all.hidden()) {
            return all;
        }
        for (JsonNode each : all.json()) {
            if (each.path("name").asText().equals(name)) {
                return new Value(each.get("value"), !each.hasNonNull("value"), all.sensitive());
            }
        }
        return Value.ABSENT;
    }

    private static void compare(Placed standby, List<Placed> others, List<Measure> measures, List<Finding> findings) {
        for (Placed other : others) {
            report(Rule.STANDBY_BELOW_PRIMARY, standby, other, measures, ResourceChange::after, findings);
        }
    }

    private static void report(
            Rule rule,
            Placed standby,
            Placed other,
            List<Measure> measures,
            BiFunction<ResourceChange, String, Value> reading,
            List<Finding> findings) {
        List<Detail> details = new ArrayList<>();
        boolean unknown = false;
        for (Measure measure : measures) {
            Value needed = reading.apply(other.change(), measure.path());
            Value there = reading.apply(standby.change(), measure.path());
            Judge.Verdict verdict = verdict(rule, measure, needed, there);
            if (verdict != Judge.Verdict.FINE) {
                Detail both = Detail.of(measure.path(), needed, there);
                details.add(new Detail(
                        measure.path(), both.before() + " of " + other.change().address(), both.after()));
                unknown |= verdict == Judge.Verdict.UNKNOWN;
            }
        }
        if (!details.isEmpty()) {
            findings.add(new Finding(rule, standby.stack(), standby.change().address(), "", details, unknown));
        }
    }

    private static Judge.Verdict verdict(Rule rule, Measure measure, Value needed, Value there) {
        return rule == Rule.STANDBY_SETTING_BELOW_PRIMARY && !areNumbers(needed, there)
                ? verdict(needed, there)
                : measure.judge().of(needed, there);
    }

    /**
     * Where one group leaves a setting to its default, or one has a formula, it follows the instance's class: the same text
     * is as much in an instance as large, and {@link Rule#STANDBY_BELOW_PRIMARY} tells of a smaller one.
     */
    private static Judge.Verdict verdict(Value needed, Value there) {
        return needed.sameAs(there) ? Judge.Verdict.FINE : Judge.Verdict.UNKNOWN;
    }

    private static boolean areNumbers(Value needed, Value there) {
        return Stream.of(needed, there)
                .allMatch(value ->
                        value.known() && NUMBER.matcher(value.json().asText()).matches());
    }

    private static String after(Placed object, String attribute) {
        JsonNode value = object.change().after().path(attribute);
        return value.isTextual() ? value.asText() : "";
    }
}
