package dev.drlab.statemachine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.expression.Environment;
import dev.drlab.statemachine.expression.EvaluationException;
import dev.drlab.statemachine.expression.Expression;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A JSON value in which any string may be an expression: the value of Arguments, Output, Assign and so on. */
public sealed interface Template {
    /**
     * The value, with every expression evaluated.
     *
     * @throws EvaluationException if an expression fails or is undefined
     */
    JsonNode evaluate(Environment environment) throws EvaluationException;

    /** Gives {@code visitor} each expression with its path below {@code path}. */
    void visit(String path, BiConsumer<String, Expression> visitor);

    /** A value without expressions below it that is no object and no array. */
    record Literal(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Environment environment) {
            return value;
        }

        @Override
        public void visit(String path, BiConsumer<String, Expression> visitor) {}
    }

    /** A string that is an expression. */
    record Computed(Expression expression) implements Template {
        @Override
        public JsonNode evaluate(Environment environment) throws EvaluationException {
            return expression.evaluate(environment);
        }

        @Override
        public void visit(String path, BiConsumer<String, Expression> visitor) {
            visitor.accept(path, expression);
        }
    }

    /** An array. */
    record Items(List<Template> items) implements Template {
        /** Copies the list. */
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode evaluate(Environment environment) throws EvaluationException {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            for (Template item : items) {
                array.add(item.evaluate(environment));
            }
            return array;
        }

        @Override
        public void visit(String path, BiConsumer<String, Expression> visitor) {
            for (int i = 0; i < items.size(); i++) {
                items.get(i).visit(path + "[" + i + "]", visitor);
            }
        }
    }

    /** An object; the order of its fields is kept. */
    record Fields(Map<String, Template> fields) implements Template {
        /** An object without fields. */
        public static final Fields NONE = new Fields(Map.of());

        /** Copies the map. */
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        @Override
        public ObjectNode evaluate(Environment environment) throws EvaluationException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Template> field : fields.entrySet()) {
                object.set(field.getKey(), field.getValue().evaluate(environment));
            }
            return object;
        }

        @Override
        public void visit(String path, BiConsumer<String, Expression> visitor) {
            fields.forEach((name, value) -> value.visit(path + "." + name, visitor));
        }
    }
}
