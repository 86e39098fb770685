package dev.drlab.lab.simulation.control.expression;

import dev.drlab.refusals.DynamoDbRefusal;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A request's {@code #names} and {@code :values}; knows which were used, since DynamoDB refuses unused ones. */
public final class Placeholders {
    private static final Pattern NAME_KEY = Pattern.compile("#[A-Za-z0-9_]+");
    private static final Pattern VALUE_KEY = Pattern.compile(":[A-Za-z0-9_]+");

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> usedNames = new HashSet<>();
    private final Set<String> usedValues = new HashSet<>();

    /**
     * @param names by {@code #name}
     * @param values by {@code :value}
     */
    public Placeholders(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
        checkKeys("ExpressionAttributeNames", names.keySet(), NAME_KEY);
        checkKeys("ExpressionAttributeValues", values.keySet(), VALUE_KEY);
        values.forEach((key, value) -> Values.check("ExpressionAttributeValues " + key, value));
    }

    String name(String expressionKind, String placeholder) {
        String name = names.get(placeholder);
        if (name == null) {
            throw Errors.refused(
                    DynamoDbRefusal.UNDEFINED_PLACEHOLDER,
                    "Invalid " + expressionKind
                            + ": An expression attribute name used in the document path is not defined; attribute"
                            + " name: "
                            + placeholder);
        }
        usedNames.add(placeholder);
        return name;
    }

    AttributeValue value(String expressionKind, String placeholder) {
        AttributeValue value = values.get(placeholder);
        if (value == null) {
            throw Errors.refused(
                    DynamoDbRefusal.UNDEFINED_PLACEHOLDER,
                    "Invalid " + expressionKind
                            + ": An expression attribute value used in expression is not defined; attribute value: "
                            + placeholder);
        }
        usedValues.add(placeholder);
        return Values.canonical(value);
    }

    void requireAllUsed() {
        requireUsed("ExpressionAttributeNames", names.keySet(), usedNames);
        requireUsed("ExpressionAttributeValues", values.keySet(), usedValues);
    }

    private static void requireUsed(String member, Set<String> given, Set<String> used) {
        Set<String> unused = new TreeSet<>(given);
        unused.removeAll(used);
        if (!unused.isEmpty()) {
            throw Errors.refused(
                    DynamoDbRefusal.UNUSED_PLACEHOLDER,
                    "Value provided in " + member + " unused in expressions: keys: {" + String.join(", ", unused)
                            + "}");
        }
    }

    private static void checkKeys(String member, Set<String> keys, Pattern form) {
        for (String key : keys) {
            if (!form.matcher(key).matches()) {
                throw Errors.validation(member + " contains invalid key: Syntax error; key: \"" + key + "\"");
            }
        }
    }
}
