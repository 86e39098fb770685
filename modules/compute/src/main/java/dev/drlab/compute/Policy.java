package dev.drlab.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** An IAM policy document under construction. Every statement allows; what is not named stays denied. */
final class Policy {
    private static final String ANY = "*";

    private final ObjectNode document = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
    private final ArrayNode statements = document.putArray("Statement");

    /** Allows the actions on the named resources; {@code *} is refused. */
    Policy allow(String sid, List<String> actions, List<String> resources) {
        if (resources.contains(ANY)) {
            throw new IllegalArgumentException(sid + " resources are " + resources + "; each must be named");
        }
        statement(sid, actions).set("Resource", strings(resources));
        return this;
    }

    /** Allows actions that know no resources, by the service authorization reference: only for them is {@code *} right. */
    Policy allowWithoutResource(String sid, List<String> actions) {
        statement(sid, actions).put("Resource", ANY);
        return this;
    }

    /** Lets an AWS service assume the role that this document is the trust policy of. */
    static Policy trust(String service) {
        Policy policy = new Policy();
        policy.statement("Assume", List.of("sts:AssumeRole"))
                .putObject("Principal")
                .put("Service", service);
        return policy;
    }

    /** Adds a condition to the statement that was added last. */
    Policy when(String operator, String key, String value) {
        return when(operator, key, List.of(value));
    }

    /** Adds a condition with several accepted values to the statement that was added last. */
    Policy when(String operator, String key, List<String> values) {
        ((ObjectNode) statements.get(statements.size() - 1))
                .withObjectProperty("Condition")
                .withObjectProperty(operator)
                .set(key, strings(values));
        return this;
    }

    /** The document as JSON. */
    String json() {
        return document.toString();
    }

    private ObjectNode statement(String sid, List<String> actions) {
        ObjectNode statement = statements.addObject().put("Sid", sid).put("Effect", "Allow");
        statement.set("Action", strings(actions));
        return statement;
    }

    private static ArrayNode strings(List<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }
}
