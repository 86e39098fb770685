package dev.drlab.lab.simulation.control.expression;

import dev.drlab.lab.simulation.control.expression.Update.Assignment;
import dev.drlab.lab.simulation.control.expression.Update.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads an UpdateExpression: {@code SET a = :v}, {@code a = b}, {@code a = if_not_exists(a, :v)}, a sum or difference of
 * two of these, and {@code REMOVE a, b}.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html">
 *     Update expressions</a>
 */
public final class UpdateParser {
    private final Parser parser;
    private final Set<String> sections = new HashSet<>();
    private final Set<String> touched = new HashSet<>();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();

    private UpdateParser(Parser parser) {
        this.parser = parser;
    }

    /** Parses an update expression; refuses what DynamoDB refuses with a {@code ValidationException}. */
    public static Update parse(String expression, Placeholders placeholders) {
        UpdateParser update = new UpdateParser(new Parser("UpdateExpression", expression, placeholders));
        while (update.parser.peek().kind() != Token.Kind.END) {
            update.section();
        }
        return new Update(update.assignments, update.removals);
    }

    private void section() {
        Token token = parser.peek();
        String name = token.text().toUpperCase(Locale.ROOT);
        boolean isSet = token.isKeyword("SET");
        if (token.isKeyword("ADD") || token.isKeyword("DELETE")) {
            throw Errors.notModelled("section " + name + " of an UpdateExpression");
        }
        if (!isSet && !token.isKeyword("REMOVE")) {
            throw parser.syntaxError();
        }
        if (!sections.add(name)) {
            throw parser.error("The \"" + name + "\" section can only be used once in an update expression;");
        }
        parser.next();
        do {
            if (isSet) {
                assignments.add(assignment());
            } else {
                removals.add(target());
            }
        } while (parser.takeSymbol(","));
    }

    private Assignment assignment() {
        String attribute = target();
        parser.expectSymbol("=");
        Source left = operand();
        if (!parser.peek().isSymbol("+") && !parser.peek().isSymbol("-")) {
            return new Assignment(attribute, left);
        }
        String operator = parser.next().text();
        Source right = operand();
        requireNumber(operator, left);
        requireNumber(operator, right);
        return new Assignment(attribute, new Update.Arithmetic(left, operator.equals("+"), right));
    }

    private String target() {
        String attribute = parser.attribute();
        if (!touched.add(attribute)) {
            throw parser.error("Two document paths overlap with each other; must remove or rewrite one of these paths;"
                    + " path one: [" + attribute + "], path two: [" + attribute + "]");
        }
        return attribute;
    }

    private Source operand() {
        if (parser.atFunction()) {
            return ifNotExists();
        }
        return parser.atValue() ? new Update.Given(parser.value()) : new Update.Attribute(parser.attribute());
    }

    private Source ifNotExists() {
        String name = parser.next().text();
        if (!name.equals("if_not_exists")) {
            throw parser.unknownFunction(name);
        }
        parser.expectSymbol("(");
        String attribute = parser.attribute();
        parser.expectSymbol(",");
        Source otherwise = operand();
        parser.expectSymbol(")");
        return new Update.IfNotExists(attribute, otherwise);
    }

    private void requireNumber(String operator, Source source) {
        if (source instanceof Update.Given given && given.value().type() != AttributeValue.Type.N) {
            throw parser.error("Incorrect operand type for operator or function; operator or function: " + operator
                    + ", operand type: " + given.value().type());
        }
    }
}
