package dev.drlab.planreview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Plans as Terraform writes them, made of a few words. */
final class Plans {
    static final JsonMapper MAPPER = Json.mapper();

    private Plans() {}

    /** A plan of Terraform 1.11 with nothing in it, its provider in us-west-2. */
    static ObjectNode empty() {
        return object("""
                {"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {}},
                 "resource_changes": [],
                 "configuration": {"provider_config": {"aws": {"name": "aws", "expressions":
                   {"region": {"constant_value": "us-west-2"}}}}, "root_module": {}},
                 "applyable": true, "complete": true, "errored": false}
                """);
    }

    /** A change: {@code actions} by comma; before and after in JSON, or null. */
    static ObjectNode change(String actions, String type, String before, String after) {
        ObjectNode change = MAPPER.createObjectNode();
        change.put("address", type + ".one");
        change.put("mode", "managed");
        change.put("type", type);
        change.put("name", "one");
        change.put("provider_name", "registry.terraform.io/hashicorp/aws");
        ObjectNode body = change.putObject("change");
        for (String action : actions.split(",")) {
            body.withArray("/actions").add(action);
        }
        body.set("before", json(before));
        body.set("after", json(after));
        body.putObject("after_unknown");
        body.putObject("before_sensitive");
        body.putObject("after_sensitive");
        return change;
    }

    /** With the prior state that Terraform writes beside them: what a change starts from is in it. */
    static ObjectNode with(ObjectNode plan, JsonNode... changes) {
        ArrayNode list = (ArrayNode) plan.path("resource_changes");
        for (JsonNode change : changes) {
            list.add(change);
            if (change.path("change").path("before").isObject()) {
                prior(plan, change);
            }
        }
        return plan;
    }

    private static void prior(ObjectNode plan, JsonNode change) {
        ObjectNode resource =
                plan.withArray("/prior_state/values/root_module/resources").addObject();
        for (String member : List.of("address", "mode", "type", "name")) {
            resource.set(member, change.path(member));
        }
        if (change.has("deposed")) {
            resource.set("deposed_key", change.path("deposed"));
        }
    }

    /** Writes the plan of a stack. */
    static Path write(Path directory, String stack, JsonNode plan) {
        try {
            return Files.writeString(directory.resolve(stack + ".json"), plan.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The review of one plan of a stack. */
    static Review review(Path directory, String stack, JsonNode plan) {
        return Review.of(List.of(write(directory, stack, plan)), Optional.empty(), Options.standard());
    }

    static List<String> rules(Review review) {
        return findings(review).stream().map(finding -> finding.rule().id()).toList();
    }

    static List<Finding> findings(Review review) {
        return review.stacks().stream()
                .flatMap(stack -> stack.findings().stream())
                .toList();
    }

    static ObjectNode object(String json) {
        return (ObjectNode) json(json);
    }

    static JsonNode json(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
