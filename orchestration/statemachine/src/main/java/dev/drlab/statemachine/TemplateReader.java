package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.drlab.statemachine.expression.Expression;
import dev.drlab.statemachine.expression.ExpressionSyntaxException;
import dev.drlab.statemachine.expression.ExpressionText;
import dev.drlab.statemachine.model.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads JSON values that may contain expressions, and says what is wrong with the expressions. */
final class TemplateReader {
    private static final Template NOTHING = new Template.Literal(NullNode.getInstance());
    private static final Pattern INTRINSIC = Pattern.compile("States\\.[A-Za-z0-9]+\\(.*\\)", Pattern.DOTALL);
    private static final Pattern REFERENCE_PATH = Pattern.compile("\\$(\\$)?(\\.[A-Za-z_].*|\\[.*)", Pattern.DOTALL);

    private final List<Finding> findings;

    TemplateReader(List<Finding> findings) {
        this.findings = findings;
    }

    Template read(String path, JsonNode node) {
        if (node.isObject()) {
            return fields(path, node);
        }
        if (node.isArray()) {
            List<Template> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                items.add(read(path + "[" + i + "]", node.get(i)));
            }
            return new Template.Items(items);
        }
        return node.isTextual() ? text(path, node) : new Template.Literal(node);
    }

    Template.Fields fields(String path, JsonNode object) {
        Map<String, Template> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String fieldPath = path + "." + field.getKey();
            if (field.getKey().endsWith(".$")) {
                add(
                        fieldPath,
                        Rules.JSONPATH,
                        "a key that ends with .$ belongs to JSONPath; write an expression in {% %}");
            }
            fields.put(field.getKey(), read(fieldPath, field.getValue()));
        }
        return new Template.Fields(fields);
    }

    private Template text(String path, JsonNode node) {
        String value = node.textValue();
        if (Expression.isDelimited(value)) {
            return expression(path, Expression.undelimited(value));
        }
        if (value.contains(Expression.OPEN) || value.contains(Expression.CLOSE)) {
            add(path, Rules.DELIMITERS, "an expression is the whole string, from {% to %} without space around it");
        }
        if (INTRINSIC.matcher(value).matches()) {
            add(path, Rules.INTRINSIC, "intrinsic functions belong to JSONPath; write JSONata in {% %}");
        }
        if (REFERENCE_PATH.matcher(value).matches()) {
            add(path, Rules.JSONPATH, "'" + value + "' is a JSONPath; write an expression in {% %}");
        }
        return new Template.Literal(node);
    }

    private Template expression(String path, String text) {
        try {
            Expression expression = Expression.compile(text);
            refuseUnavailable(path, text, expression.analysis());
            return new Template.Computed(expression);
        } catch (ExpressionSyntaxException e) {
            add(path, Rules.SYNTAX, e.getMessage());
            return NOTHING;
        }
    }

    /** Refuses what the interpreter accepts and Step Functions does not. */
    private void refuseUnavailable(String path, String text, ExpressionText analysis) {
        if (analysis.operators().contains("??")) {
            add(path, Rules.COALESCE, "Step Functions has no ??; write $exists(a) ? a : b");
        }
        if (analysis.operators().contains("?:")) {
            add(path, Rules.ELVIS, "Step Functions has no ?:; write a ? a : b");
        }
        if (analysis.freeVariables().contains("eval")) {
            add(path, Rules.EVAL, "Step Functions has no $eval; $parse reads JSON");
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            add(path, Rules.MULTI_LINE, "an expression must stand on one line, or validators reject it");
        }
    }

    private void add(String path, String rule, String message) {
        findings.add(new Finding(path, rule, message));
    }
}
