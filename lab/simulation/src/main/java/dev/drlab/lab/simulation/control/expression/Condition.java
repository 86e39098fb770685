package dev.drlab.lab.simulation.control.expression;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A parsed ConditionExpression. Its truth has two values: a comparison with a missing attribute is false, except
 * {@code <>}, which is true.
 */
public sealed interface Condition {
    /** Whether it holds for {@code item}, which is empty when there is none. */
    boolean holds(Map<String, AttributeValue> item);

    /** Holds always: no condition was given. */
    record Always() implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return true;
        }
    }

    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return left.holds(item) && right.holds(item);
        }
    }

    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return left.holds(item) || right.holds(item);
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return !inner.holds(item);
        }
    }

    record Exists(String attribute) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return item.containsKey(attribute);
        }
    }

    /** An attribute that is missing, or no string, begins with nothing. */
    record BeginsWith(String attribute, String prefix) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            return Optional.ofNullable(item.get(attribute))
                    .map(AttributeValue::s)
                    .filter(text -> text.startsWith(prefix))
                    .isPresent();
        }
    }

    record Comparison(Operand left, Operator operator, Operand right) implements Condition {
        @Override
        public boolean holds(Map<String, AttributeValue> item) {
            Optional<AttributeValue> leftValue = left.of(item);
            Optional<AttributeValue> rightValue = right.of(item);
            if (leftValue.isEmpty() || rightValue.isEmpty()) {
                return operator == Operator.NOT_EQUAL;
            }
            return operator.holds(leftValue.get(), rightValue.get());
        }
    }

    /** An attribute, or a value given with the request. */
    sealed interface Operand {
        Optional<AttributeValue> of(Map<String, AttributeValue> item);

        record Attribute(String name) implements Operand {
            @Override
            public Optional<AttributeValue> of(Map<String, AttributeValue> item) {
                return Optional.ofNullable(item.get(name));
            }
        }

        record Given(AttributeValue value) implements Operand {
            @Override
            public Optional<AttributeValue> of(Map<String, AttributeValue> item) {
                return Optional.of(value);
            }
        }
    }

    enum Operator {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        String symbol() {
            return symbol;
        }

        boolean needsOrder() {
            return this != EQUAL && this != NOT_EQUAL;
        }

        /** Values of different types are unequal and in no order. */
        boolean holds(AttributeValue left, AttributeValue right) {
            if (!needsOrder()) {
                return Values.same(left, right) == (this == EQUAL);
            }
            if (left.type() != right.type() || !Values.isOrdered(left)) {
                return false;
            }
            int order = Values.compare(left, right);
            return switch (this) {
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
                case EQUAL, NOT_EQUAL -> throw new AssertionError(this);
            };
        }
    }
}
