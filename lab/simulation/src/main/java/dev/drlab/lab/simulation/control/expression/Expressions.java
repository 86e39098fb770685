package dev.drlab.lab.simulation.control.expression;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The parsed expressions of one write; every placeholder given was used in one of them. */
public record Expressions(Condition condition, Update update) {
    /** @param conditionText may be null, as may {@code updateText} */
    public static Expressions of(
            String conditionText, String updateText, Map<String, String> names, Map<String, AttributeValue> values) {
        Placeholders placeholders = new Placeholders(names, values);
        if (conditionText == null && updateText == null && !(names.isEmpty() && values.isEmpty())) {
            throw Errors.validation("ExpressionAttribute" + (names.isEmpty() ? "Values" : "Names")
                    + " can only be specified when using expressions");
        }
        Update update = updateText == null ? Update.NOTHING : UpdateParser.parse(updateText, placeholders);
        Condition condition =
                conditionText == null ? new Condition.Always() : ConditionParser.parse(conditionText, placeholders);
        placeholders.requireAllUsed();
        return new Expressions(condition, update);
    }
}
