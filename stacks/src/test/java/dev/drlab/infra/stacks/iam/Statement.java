package dev.drlab.infra.stacks.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One statement of a policy.
 *
 * @param where policy and number, for messages
 * @param allows true for the effect Allow, false for Deny
 * @param principals names by kind, such as {@code Service}; empty in a role's policy
 * @param resources patterns of ARNs; empty in a trust policy, which applies to its own role
 */
record Statement(
        String where,
        boolean allows,
        Map<String, List<String>> principals,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {
    private static final Set<String> ELEMENTS = Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");

    static Statement parse(String where, JsonNode json) {
        json.fieldNames().forEachRemaining(name -> {
            if (!ELEMENTS.contains(name)) {
                throw new UnknownElementException(where, "the element " + name);
            }
        });
        Map<String, List<String>> principals = new TreeMap<>();
        JsonNode principal = json.path("Principal");
        if (principal.isTextual()) {
            principals.put("AWS", List.of(principal.asText()));
        }
        principal.properties().forEach(each -> principals.put(each.getKey(), texts(each.getValue())));
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : json.path("Condition").properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(new Condition(where, operator.getKey(), key.getKey(), texts(key.getValue())));
            }
        }
        List<String> resources = texts(json.path("Resource"));
        for (String resource : resources) {
            if (resource.contains("${")) {
                throw new UnknownElementException(where, "the policy variable in " + resource);
            }
        }
        return new Statement(
                where,
                effect(where, json.path("Effect").asText()),
                principals,
                texts(json.path("Action")),
                resources,
                conditions);
    }

    private static boolean effect(String where, String effect) {
        return switch (effect) {
            case "Allow" -> true;
            case "Deny" -> false;
            default -> throw new UnknownElementException(where, "the effect '" + effect + "'");
        };
    }

    private static List<String> texts(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Whether it covers the action and the resource, without its conditions. */
    boolean isAbout(Question question) {
        return actions.stream().anyMatch(pattern -> Wildcards.matchesAction(pattern, question.action()))
                && (resources.isEmpty()
                        || resources.stream().anyMatch(pattern -> Wildcards.matchesArn(pattern, question.resource())));
    }

    boolean applies(Question question) {
        return isAbout(question) && conditions.stream().allMatch(condition -> condition.holds(question));
    }

    boolean names(Caller caller) {
        return principals.getOrDefault(caller.kind(), List.of()).stream()
                .anyMatch(name -> name.equals("*") || caller.names().contains(name));
    }
}
