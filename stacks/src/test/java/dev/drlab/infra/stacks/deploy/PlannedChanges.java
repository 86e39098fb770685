package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of a plan, one line each: actions, address, and for an update the attributes with their values before and
 * after. Sensitive values appear as {@code (sensitive)}.
 *
 * @param lines all changes of managed resources and outputs
 * @param destroyed the changes that destroy or replace a resource
 */
record PlannedChanges(List<String> lines, List<String> destroyed) {
    static final PlannedChanges NONE = new PlannedChanges(List.of(), List.of());

    /** @param plan the output of {@code terraform show -json} */
    static PlannedChanges of(JsonNode plan) {
        List<String> lines = new ArrayList<>();
        List<String> destroyed = new ArrayList<>();
        for (JsonNode resource : plan.path("resource_changes")) {
            List<String> actions = new ArrayList<>();
            resource.path("change").path("actions").forEach(action -> actions.add(action.asText()));
            if (actions.equals(List.of("no-op")) || actions.equals(List.of("read"))) {
                continue;
            }
            String line =
                    String.join("+", actions) + " " + resource.path("address").asText() + attributes(resource);
            lines.add(line);
            if (actions.contains("delete")) {
                destroyed.add(line);
            }
        }
        plan.path("output_changes").properties().forEach(output -> {
            String action = output.getValue().path("actions").path(0).asText();
            if (!action.equals("no-op")) {
                lines.add(action + " output " + output.getKey());
            }
        });
        return new PlannedChanges(List.copyOf(lines), List.copyOf(destroyed));
    }

    private static String attributes(JsonNode resource) {
        JsonNode change = resource.path("change");
        StringBuilder text = new StringBuilder();
        change.path("after").properties().forEach(attribute -> {
            JsonNode before = change.path("before").path(attribute.getKey());
            if (!change.path("before").isMissingNode() && !before.equals(attribute.getValue())) {
                boolean sensitive =
                        change.path("after_sensitive").path(attribute.getKey()).asBoolean();
                text.append("\n    ").append(attribute.getKey()).append(": ");
                text.append(sensitive ? "(sensitive)" : before + " -> " + attribute.getValue());
            }
        });
        change.path("after_unknown").properties().forEach(attribute -> {
            if (attribute.getValue().asBoolean() && !change.path("before").isMissingNode()) {
                text.append("\n    ").append(attribute.getKey()).append(": known after apply");
            }
        });
        return text.toString();
    }
}
