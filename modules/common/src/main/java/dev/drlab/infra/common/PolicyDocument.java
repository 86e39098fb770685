package dev.drlab.infra.common;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An IAM policy document, of an identity, a resource or a role's trust.
 *
 * @param statements in the order in which they stand in the document
 */
public record PolicyDocument(List<Statement> statements) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** @throws IllegalArgumentException if there is no statement */
    public PolicyDocument {
        statements = List.copyOf(statements);
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("a policy has no statements; IAM refuses such a document");
        }
    }

    /** A document of these statements. */
    public static PolicyDocument of(Statement... statements) {
        return new PolicyDocument(List.of(statements));
    }

    /**
     * As JSON; the same statements give the same bytes. One value stands as a text and several as a list, which is the form in
     * which AWS hands a policy back.
     */
    public String json() {
        ObjectNode document = NODES.objectNode().put("Version", "2012-10-17");
        ArrayNode all = document.putArray("Statement");
        statements.forEach(statement -> all.add(json(statement)));
        return document.toString();
    }

    private static ObjectNode json(Statement statement) {
        ObjectNode json = NODES.objectNode();
        statement.sid().ifPresent(sid -> json.put("Sid", sid));
        json.put("Effect", statement.effect());
        if (!statement.principals().isEmpty()) {
            ObjectNode principals = json.putObject("Principal");
            statement.principals().forEach((type, names) -> principals.set(type, json(names)));
        }
        json.set("Action", json(statement.actions()));
        if (!statement.resources().isEmpty()) {
            json.set("Resource", json(statement.resources()));
        }
        if (!statement.conditions().isEmpty()) {
            ObjectNode conditions = json.putObject("Condition");
            statement.conditions().forEach((operator, keys) -> {
                ObjectNode values = conditions.putObject(operator);
                keys.forEach((key, accepted) -> values.set(key, json(accepted)));
            });
        }
        return json;
    }

    private static JsonNode json(List<String> values) {
        if (values.size() == 1) {
            return NODES.textNode(values.get(0));
        }
        ArrayNode list = NODES.arrayNode();
        values.forEach(list::add);
        return list;
    }
}
