package dev.drlab.lab.simulation.control;

import dev.drlab.lab.simulation.control.expression.Errors;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB's ReturnValues: which attributes a write answers with. */
enum Returned {
    NONE,
    ALL_OLD,
    ALL_NEW,
    UPDATED_OLD,
    UPDATED_NEW;

    /** For UpdateItem; {@code null} is NONE. */
    static Returned ofUpdate(String name) {
        if (name == null) {
            return NONE;
        }
        for (Returned candidate : values()) {
            if (candidate.name().equals(name)) {
                return candidate;
            }
        }
        throw Errors.validation("1 validation error detected: Value '" + name
                + "' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW,"
                + " UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
    }

    /** For PutItem and DeleteItem, which know only two. */
    static Returned ofReplacement(String name) {
        Returned returned = ofUpdate(name);
        if (returned != NONE && returned != ALL_OLD) {
            throw Errors.validation("Return values set to invalid value");
        }
        return returned;
    }

    /** The attributes to answer with; {@code null}, which the SDK leaves out, for none. */
    Map<String, AttributeValue> from(Change change, Set<String> touched) {
        Map<String, AttributeValue> attributes = switch (this) {
            case NONE -> Map.of();
            case ALL_OLD -> change.before();
            case ALL_NEW -> change.after();
            case UPDATED_OLD -> only(touched, change.before());
            case UPDATED_NEW -> only(touched, change.after());
        };
        return attributes.isEmpty() ? null : attributes;
    }

    private static Map<String, AttributeValue> only(Set<String> names, Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .filter(entry -> names.contains(entry.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
