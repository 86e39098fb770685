package dev.drlab.lab.simulation.control.expression;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A parsed UpdateExpression: attributes to set, and attributes to remove. Every value is taken from the item as it was
 * before the update.
 */
public record Update(List<Assignment> assignments, List<String> removals) {
    /** No UpdateExpression was given: the item is only made to exist. */
    static final Update NOTHING = new Update(List.of(), List.of());

    /** The lists are copied. */
    public Update {
        assignments = List.copyOf(assignments);
        removals = List.copyOf(removals);
    }

    /** The item after the update. */
    public Map<String, AttributeValue> applyTo(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> changed = new HashMap<>(item);
        assignments.forEach(assignment ->
                changed.put(assignment.attribute(), assignment.value().of(item)));
        changed.keySet().removeAll(removals);
        return changed;
    }

    /** Every attribute that it sets or removes. */
    public Set<String> touched() {
        Set<String> touched = new LinkedHashSet<>(removals);
        assignments.forEach(assignment -> touched.add(assignment.attribute()));
        return touched;
    }

    record Assignment(String attribute, Source value) {}

    /** The right-hand side of an assignment. */
    sealed interface Source {
        AttributeValue of(Map<String, AttributeValue> item);
    }

    record Given(AttributeValue value) implements Source {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item) {
            return value;
        }
    }

    record Attribute(String name) implements Source {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item) {
            AttributeValue value = item.get(name);
            if (value == null) {
                throw Errors.validation(
                        "The provided expression refers to an attribute that does not exist in the item");
            }
            return value;
        }
    }

    record IfNotExists(String name, Source otherwise) implements Source {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item) {
            AttributeValue value = item.get(name);
            return value == null ? otherwise.of(item) : value;
        }
    }

    record Arithmetic(Source left, boolean plus, Source right) implements Source {
        @Override
        public AttributeValue of(Map<String, AttributeValue> item) {
            BigDecimal leftNumber = number(left.of(item));
            BigDecimal rightNumber = number(right.of(item));
            return Values.number(plus ? leftNumber.add(rightNumber) : leftNumber.subtract(rightNumber));
        }

        private static BigDecimal number(AttributeValue value) {
            if (value.type() != AttributeValue.Type.N) {
                throw Errors.validation("An operand in the update expression has an incorrect data type");
            }
            return Values.number(value);
        }
    }
}
