package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan without what must not be kept where others can read it: the values that Terraform marks as sensitive, the variables,
 * and all of prior state and planned values, which repeat both, but the addresses of their resources. It can be reviewed like the plan itself, and two plans that would do
 * the same give the same text. What Terraform does not know to be a secret stays.
 */
public final class RedactedPlan {
    private static final JsonMapper MAPPER = PlanReader.MAPPER;

    private RedactedPlan() {}

    /**
     * The plan in a file, redacted; on several lines.
     *
     * @throws PlanException if it is no plan, or its format does not say what is sensitive (before 0.2)
     */
    public static String of(Path file) {
        PlanReader.read(file);
        ObjectNode plan;
        try {
            plan = (ObjectNode) MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (plan.path("format_version").asText().equals("0.1")) {
            throw new PlanException("its format 0.1 does not say what is sensitive: plan with Terraform 1.0 or newer");
        }
        Completeness.keepIdentities(plan);
        plan.remove(List.of("variables", "timestamp", "relevant_attributes"));
        if (plan.path("configuration").path("root_module") instanceof ObjectNode module) {
            module.remove("variables");
        }
        plan.path("resource_changes").forEach(change -> redact(change.path("change")));
        plan.path("resource_drift").forEach(change -> redact(change.path("change")));
        plan.path("output_changes").properties().forEach(output -> redact(output.getValue()));
        plan.path("deferred_changes")
                .forEach(deferred -> redact(deferred.path("resource_change").path("change")));
        plan.path("action_invocations").forEach(RedactedPlan::withoutValues);
        plan.path("deferred_action_invocations").forEach(deferred -> withoutValues(deferred.path("action_invocation")));
        return plan.toPrettyString() + "\n";
    }

    /** No rule reads what an action is called with. */
    private static void withoutValues(JsonNode invocation) {
        if (invocation instanceof ObjectNode object) {
            object.remove(List.of("config_values", "config_sensitive", "config_unknown"));
        }
    }

    /** Hides a value that is marked on either side: the text on the other side is mostly the same. */
    private static void redact(JsonNode node) {
        if (!(node instanceof ObjectNode change)) {
            return;
        }
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        List<JsonNode> marks = List.of(change.path("before_sensitive"), change.path("after_sensitive"));
        JsonNode ofBefore = redacted(before, marks, after, Value.HIDDEN);
        JsonNode ofAfter = redacted(after, marks, before, Value.HIDDEN_AND_CHANGED);
        if (!ofBefore.isMissingNode()) {
            change.set("before", ofBefore);
        }
        if (!ofAfter.isMissingNode()) {
            change.set("after", ofAfter);
        }
    }

    /** That a sensitive value changes stays to be seen. */
    private static JsonNode redacted(JsonNode value, List<JsonNode> marks, JsonNode other, String changed) {
        if (value.isMissingNode() || value.isNull()) {
            return value;
        }
        if (marks.stream().anyMatch(mark -> mark.isBoolean() && mark.booleanValue())) {
            return JsonNodeFactory.instance.textNode(value.equals(other) ? Value.HIDDEN : changed);
        }
        if (value.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            value.properties()
                    .forEach(member -> copy.set(
                            member.getKey(),
                            redacted(
                                    member.getValue(),
                                    marks.stream()
                                            .map(mark -> mark.path(member.getKey()))
                                            .toList(),
                                    other.path(member.getKey()),
                                    changed)));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = MAPPER.createArrayNode();
            for (int i = 0; i < value.size(); i++) {
                int index = i;
                List<JsonNode> marksOfElement =
                        marks.stream().map(mark -> mark.path(index)).toList();
                copy.add(redacted(value.path(i), marksOfElement, other.path(i), changed));
            }
            return copy;
        }
        return value;
    }
}
