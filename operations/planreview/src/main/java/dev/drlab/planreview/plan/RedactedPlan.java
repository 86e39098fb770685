package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A plan without what must not be kept where others can read it: the values that Terraform marks as sensitive, the prior state,
 * the variables and the planned values, which repeat both. It can be reviewed like the plan itself, and two plans that would do
 * the same give the same text. What Terraform does not know to be a secret stays.
 */
public final class RedactedPlan {
    private static final JsonMapper MAPPER = Json.mapper();

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
        plan.remove(List.of("prior_state", "variables", "timestamp", "relevant_attributes"));
        plan.putObject("planned_values");
        if (plan.path("configuration").path("root_module") instanceof ObjectNode module) {
            module.remove("variables");
        }
        plan.path("resource_changes").forEach(change -> redact(change.path("change")));
        plan.path("resource_drift").forEach(change -> redact(change.path("change")));
        plan.path("output_changes").properties().forEach(output -> redact(output.getValue()));
        return plan.toPrettyString() + "\n";
    }

    private static void redact(JsonNode node) {
        ObjectNode change = (ObjectNode) node;
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        JsonNode ofBefore = redacted(before, change.path("before_sensitive"), after, "(sensitive)");
        JsonNode ofAfter = redacted(after, change.path("after_sensitive"), before, "(sensitive, changed)");
        if (!ofBefore.isMissingNode()) {
            change.set("before", ofBefore);
        }
        if (!ofAfter.isMissingNode()) {
            change.set("after", ofAfter);
        }
    }

    /** That a sensitive value changes stays to be seen. */
    private static JsonNode redacted(JsonNode value, JsonNode mark, JsonNode other, String changed) {
        if (value.isMissingNode() || value.isNull()) {
            return value;
        }
        if (mark.isBoolean() && mark.booleanValue()) {
            return JsonNodeFactory.instance.textNode(value.equals(other) ? "(sensitive)" : changed);
        }
        if (value.isObject()) {
            ObjectNode copy = MAPPER.createObjectNode();
            value.properties()
                    .forEach(member -> copy.set(
                            member.getKey(),
                            redacted(
                                    member.getValue(),
                                    mark.path(member.getKey()),
                                    other.path(member.getKey()),
                                    changed)));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = MAPPER.createArrayNode();
            for (int i = 0; i < value.size(); i++) {
                copy.add(redacted(value.path(i), mark.path(i), other.path(i), changed));
            }
            return copy;
        }
        return value;
    }
}
