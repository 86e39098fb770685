package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.expression.Expression;
import dev.drlab.statemachine.model.Catcher;
import dev.drlab.statemachine.model.ChoiceRule;
import dev.drlab.statemachine.model.Retrier;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads states. A state that cannot be read at all becomes a Fail state, so that the rest can still be checked. */
final class StateReader {
    private static final Set<String> BRANCH_FIELDS = Set.of("Comment", "StartAt", "States");
    private static final Set<String> COMMON = Set.of("Type", "Comment", "QueryLanguage");
    private static final Set<String> RETRY_FIELDS = Set.of(
            "ErrorEquals",
            "IntervalSeconds",
            "MaxAttempts",
            "BackoffRate",
            "MaxDelaySeconds",
            "JitterStrategy",
            "Comment");
    private static final Set<String> CATCH_FIELDS = Set.of("ErrorEquals", "Next", "Assign", "Output", "Comment");
    private static final Set<String> CHOICE_FIELDS = Set.of("Condition", "Next", "Assign", "Output", "Comment");
    private static final Pattern VARIABLE = Pattern.compile("\\p{L}[\\p{L}\\p{N}_]{0,79}");
    private static final int MAX_COUNT = 99_999_999;
    private static final int MAX_DELAY_SECONDS = 31_622_400; // exclusive 31622401 in the documentation: 366 days

    private final List<Finding> findings;
    private final TemplateReader templates;

    StateReader(List<Finding> findings) {
        this.findings = findings;
        this.templates = new TemplateReader(findings);
    }

    StateGraph graph(ObjectReader reader) {
        JsonNode states = reader.get("States");
        if (!states.isObject() || states.isEmpty()) {
            reader.refuse("States", Rules.MISSING, "States must be an object that is not empty");
        }
        Map<String, State> read = new LinkedHashMap<>();
        states.properties().forEach(entry -> {
            String path = reader.path("States") + "." + entry.getKey();
            read.put(entry.getKey(), state(entry.getKey(), new ObjectReader(path, entry.getValue(), findings)));
        });
        return new StateGraph(reader.text("StartAt"), read);
    }

    private State state(String name, ObjectReader reader) {
        String type = reader.text("Type");
        return switch (type) {
            case "Task" -> task(name, reader);
            case "Parallel" -> parallel(name, reader);
            case "Choice" -> choice(name, reader);
            case "Wait" -> waiting(name, reader);
            case "Pass" -> pass(name, reader);
            case "Succeed" -> succeed(name, reader);
            case "Fail" -> fail(name, reader);
            default -> {
                if (!type.isEmpty()) {
                    reader.refuse("Type", Rules.STATE_TYPE, "unsupported state type " + type);
                }
                yield new State.Fail(name, Optional.empty(), Optional.empty());
            }
        };
    }

    private State task(String name, ObjectReader reader) {
        allow(reader, "Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Output", "Next", "End");
        if (!reader.has("Arguments")) {
            reader.refuse("", Rules.MISSING, "Arguments is missing");
        }
        return new State.Task(
                name,
                new ResourceReader(reader).read(),
                template(reader, "Arguments").orElse(Template.Fields.NONE),
                positive(reader, "TimeoutSeconds"),
                retriers(reader),
                catchers(reader),
                exit(reader));
    }

    private State parallel(String name, ObjectReader reader) {
        allow(reader, "Branches", "Arguments", "Retry", "Catch", "Assign", "Output", "Next", "End");
        List<StateGraph> branches = new ArrayList<>();
        for (ObjectReader branch : reader.objects("Branches")) {
            branch.allowOnly(BRANCH_FIELDS, Rules.FIELD);
            branches.add(graph(branch));
        }
        if (branches.isEmpty()) {
            reader.refuse("Branches", Rules.MISSING, "a Parallel state needs at least one branch");
        }
        return new State.Parallel(
                name, branches, template(reader, "Arguments"), retriers(reader), catchers(reader), exit(reader));
    }

    private State choice(String name, ObjectReader reader) {
        allow(reader, "Choices", "Default", "Assign", "Output");
        List<ChoiceRule> rules = new ArrayList<>();
        for (ObjectReader rule : reader.objects("Choices")) {
            rule.allowOnly(CHOICE_FIELDS, Rules.FIELD);
            JsonNode condition = rule.get("Condition");
            if (!condition.isBoolean() && !isExpression(condition)) {
                rule.refuse("Condition", Rules.VALUE, "Condition must be an expression in {% %}, or true or false");
            }
            rules.add(new ChoiceRule(
                    templates.read(rule.path("Condition"), condition),
                    rule.text("Next"),
                    assign(rule),
                    template(rule, "Output")));
        }
        if (rules.isEmpty()) {
            reader.refuse("Choices", Rules.MISSING, "a Choice state needs at least one rule");
        }
        State.Exit fallback =
                new State.Exit(assign(reader), template(reader, "Output"), reader.optionalText("Default"));
        return new State.Choice(name, rules, fallback);
    }

    private State waiting(String name, ObjectReader reader) {
        allow(reader, "Seconds", "Timestamp", "Assign", "Output", "Next", "End");
        if (reader.has("Seconds") == reader.has("Timestamp")) {
            reader.refuse("", Rules.MISSING, "a Wait state needs either Seconds or Timestamp");
        }
        boolean timestamp = reader.has("Timestamp");
        JsonNode until = reader.get(timestamp ? "Timestamp" : "Seconds");
        boolean literal = timestamp ? Timestamps.isTimestamp(until.asText()) : isSeconds(until, 0);
        if (!literal && !isExpression(until)) {
            String field = timestamp ? "Timestamp" : "Seconds";
            reader.refuse(
                    field,
                    Rules.VALUE,
                    timestamp
                            ? "Timestamp must be like 2026-01-31T12:00:00.000Z, or an expression in {% %}"
                            : "Seconds must be an integer from 0 to 99999999, or an expression in {% %}");
        }
        Template template = templates.read(reader.path(timestamp ? "Timestamp" : "Seconds"), until);
        return new State.Wait(name, template, timestamp, exit(reader));
    }

    private State pass(String name, ObjectReader reader) {
        allow(reader, "Assign", "Output", "Next", "End");
        return new State.Pass(name, exit(reader));
    }

    private State succeed(String name, ObjectReader reader) {
        allow(reader, "Output");
        return new State.Succeed(name, template(reader, "Output"));
    }

    private State fail(String name, ObjectReader reader) {
        allow(reader, "Error", "Cause");
        return new State.Fail(name, template(reader, "Error"), template(reader, "Cause"));
    }

    private void allow(ObjectReader reader, String... fields) {
        Set<String> known = new HashSet<>(COMMON);
        known.addAll(Set.of(fields));
        reader.allowOnly(known, Rules.FIELD);
    }

    private State.Exit exit(ObjectReader reader) {
        Optional<String> next = reader.optionalText("Next");
        boolean end = reader.get("End").asBoolean(false);
        if (reader.has("End") && !reader.get("End").isBoolean()) {
            reader.refuse("End", Rules.VALUE, "End must be true");
        }
        if (next.isPresent() == end) {
            reader.refuse("", Rules.MISSING, "a state needs either Next or \"End\": true");
        }
        return new State.Exit(assign(reader), template(reader, "Output"), next);
    }

    private Optional<Template> template(ObjectReader reader, String field) {
        return reader.has(field)
                ? Optional.of(templates.read(reader.path(field), reader.get(field)))
                : Optional.empty();
    }

    private Optional<Template> positive(ObjectReader reader, String field) {
        JsonNode node = reader.get(field);
        if (reader.has(field) && !isSeconds(node, 1) && !isExpression(node)) {
            reader.refuse(
                    field, Rules.VALUE, field + " must be an integer from 1 to 99999999, or an expression in {% %}");
        }
        return template(reader, field);
    }

    private Template.Fields assign(ObjectReader reader) {
        if (!reader.has("Assign")) {
            return Template.Fields.NONE;
        }
        if (!reader.get("Assign").isObject()) {
            reader.refuse("Assign", Rules.VALUE, "Assign must be an object");
            return Template.Fields.NONE;
        }
        reader.get("Assign").fieldNames().forEachRemaining(name -> {
            if (name.equals("states") || !VARIABLE.matcher(name).matches()) {
                reader.refuse(
                        "Assign." + name,
                        Rules.VARIABLE_NAME,
                        name.equals("states")
                                ? "$states is reserved"
                                : "a variable's name is a letter and up to 79 letters, digits and _");
            }
        });
        return templates.fields(reader.path("Assign"), reader.get("Assign"));
    }

    private List<Retrier> retriers(ObjectReader reader) {
        List<Retrier> retriers = new ArrayList<>();
        for (ObjectReader retrier : reader.objects("Retry")) {
            retrier.allowOnly(RETRY_FIELDS, Rules.RETRY_FIELD);
            String jitter = retrier.optionalText("JitterStrategy").orElse("NONE");
            if (!jitter.equals("NONE") && !jitter.equals("FULL")) {
                retrier.refuse("JitterStrategy", Rules.VALUE, "JitterStrategy must be NONE or FULL, got " + jitter);
            }
            retriers.add(new Retrier(
                    retrier.texts("ErrorEquals"),
                    retrier.integer("IntervalSeconds", 1, MAX_COUNT).orElse(1),
                    retrier.integer("MaxAttempts", 0, MAX_COUNT).orElse(3),
                    backoffRate(retrier),
                    retrier.integer("MaxDelaySeconds", 1, MAX_DELAY_SECONDS),
                    jitter.equals("FULL")));
        }
        return retriers;
    }

    private static double backoffRate(ObjectReader retrier) {
        JsonNode rate = retrier.get("BackoffRate");
        if (rate.isMissingNode()) {
            return 2;
        }
        if (!rate.isNumber() || rate.doubleValue() < 1) {
            retrier.refuse("BackoffRate", Rules.VALUE, "BackoffRate must be a number of 1 or more, got " + rate);
            return 1;
        }
        return rate.doubleValue();
    }

    private List<Catcher> catchers(ObjectReader reader) {
        List<Catcher> catchers = new ArrayList<>();
        for (ObjectReader catcher : reader.objects("Catch")) {
            catcher.allowOnly(CATCH_FIELDS, Rules.CATCH_FIELD);
            catchers.add(new Catcher(
                    catcher.texts("ErrorEquals"), catcher.text("Next"), assign(catcher), template(catcher, "Output")));
        }
        return catchers;
    }

    private static boolean isSeconds(JsonNode node, int least) {
        return node.isInt() && node.intValue() >= least && node.intValue() <= MAX_COUNT;
    }

    private static boolean isExpression(JsonNode node) {
        return node.isTextual() && Expression.isDelimited(node.textValue());
    }
}
