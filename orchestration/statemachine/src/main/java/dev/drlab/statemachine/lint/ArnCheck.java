package dev.drlab.statemachine.lint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.Finding;
import dev.drlab.statemachine.model.TaskResource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A definition names no resource of an account or region, so the same bytes serve everywhere. */
final class ArnCheck {
    private static final Pattern ARN = Pattern.compile("\\barn:[a-z-]*:");
    private static final ObjectMapper JSON = Json.mapper();

    private final List<Finding> findings;

    ArnCheck(List<Finding> findings) {
        this.findings = findings;
    }

    void check(String json) {
        try {
            walk("", JSON.readTree(json));
        } catch (JsonProcessingException e) {
            // reported as json-syntax already
        }
    }

    private void walk(String path, JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            walk(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue());
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            walk(path + "[" + i + "]", node.get(i));
        }
        String text = node.asText().replace(TaskResource.PREFIX, "");
        if (node.isTextual() && !path.endsWith("Comment") && ARN.matcher(text).find()) {
            findings.add(new Finding(
                    path,
                    LintRules.ARN,
                    "an ARN ties the definition to one account and region; read it from the runbook"));
        }
    }
}
