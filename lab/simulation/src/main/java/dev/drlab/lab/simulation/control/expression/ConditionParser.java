package dev.drlab.lab.simulation.control.expression;

import dev.drlab.lab.simulation.control.expression.Condition.Operand;
import dev.drlab.lab.simulation.control.expression.Condition.Operator;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Reads a ConditionExpression: AND, OR, NOT, parentheses, the six comparators, {@code attribute_exists},
 * {@code attribute_not_exists} and {@code begins_with} of an attribute and a given value.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html">
 *     Condition and filter expressions, operators, and functions</a>
 */
public final class ConditionParser {
    private final Parser parser;

    private ConditionParser(Parser parser) {
        this.parser = parser;
    }

    /** Parses a condition expression; refuses what DynamoDB refuses with a {@code ValidationException}. */
    public static Condition parse(String expression, Placeholders placeholders) {
        Parser parser = new Parser("ConditionExpression", expression, placeholders);
        Condition condition = new ConditionParser(parser).or();
        if (parser.peek().kind() != Token.Kind.END) {
            throw parser.syntaxError();
        }
        return condition;
    }

    private Condition or() {
        return orAfter(and());
    }

    private Condition orAfter(Condition first) {
        Condition left = first;
        while (parser.takeKeyword("OR")) {
            left = new Condition.Or(left, and());
        }
        return left;
    }

    private Condition and() {
        return andAfter(not());
    }

    private Condition andAfter(Condition first) {
        Condition left = first;
        while (parser.takeKeyword("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        return parser.takeKeyword("NOT") ? new Condition.Not(not()) : primary();
    }

    private Condition primary() {
        if (parser.peek().isSymbol("(")) {
            return parenthesised();
        }
        return parser.atFunction() ? function() : comparison();
    }

    private Condition parenthesised() {
        parser.expectSymbol("(");
        boolean opensTwice = parser.peek().isSymbol("(");
        Condition inner = opensTwice ? parenthesised() : or();
        if (opensTwice) {
            if (parser.peek().isSymbol(")")) {
                throw parser.error("The expression has redundant parentheses;");
            }
            inner = orAfter(andAfter(inner));
        }
        parser.expectSymbol(")");
        return inner;
    }

    private Condition function() {
        String name = parser.next().text();
        if (name.equals("begins_with")) {
            return beginsWith();
        }
        boolean wanted = switch (name) {
            case "attribute_exists" -> true;
            case "attribute_not_exists" -> false;
            default -> throw parser.unknownFunction(name);
        };
        parser.expectSymbol("(");
        Condition exists = new Condition.Exists(parser.attribute());
        parser.expectSymbol(")");
        return wanted ? exists : new Condition.Not(exists);
    }

    /**
     * The prefix may be S or B. Seen of DynamoDB: an N is refused, whatever the item has.
     *
     * @see <a href="https://github.com/ExtendDB/extenddb/issues/65">extenddb issue 65</a>
     */
    private Condition beginsWith() {
        parser.expectSymbol("(");
        String attribute = parser.attribute();
        parser.expectSymbol(",");
        AttributeValue prefix = parser.value();
        parser.expectSymbol(")");
        if (prefix.type() != AttributeValue.Type.S) {
            throw parser.error("Incorrect operand type for operator or function; operator or function: begins_with,"
                    + " operand type: " + prefix.type());
        }
        return new Condition.BeginsWith(attribute, prefix.s());
    }

    private Condition comparison() {
        Operand left = operand();
        Operator operator = operator();
        Operand right = operand();
        if (left.equals(right)) {
            throw parser.error("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator.symbol() + ", first operand: " + shown(left));
        }
        if (operator.needsOrder()) {
            requireOrdered(operator, left);
            requireOrdered(operator, right);
        }
        return new Condition.Comparison(left, operator, right);
    }

    private Operand operand() {
        if (parser.atFunction()) {
            throw parser.unknownFunction(parser.peek().text());
        }
        return parser.atValue() ? new Operand.Given(parser.value()) : new Operand.Attribute(parser.attribute());
    }

    private Operator operator() {
        if (parser.peek().isKeyword("BETWEEN") || parser.peek().isKeyword("IN")) {
            throw Errors.notModelled(parser.peek().text() + " in a ConditionExpression");
        }
        Optional<Operator> operator = Arrays.stream(Operator.values())
                .filter(candidate -> parser.peek().isSymbol(candidate.symbol()))
                .findFirst();
        if (operator.isEmpty()) {
            throw parser.syntaxError();
        }
        parser.next();
        return operator.get();
    }

    private void requireOrdered(Operator operator, Operand operand) {
        if (operand instanceof Operand.Given given && !Values.isOrdered(given.value())) {
            throw parser.error("Incorrect operand type for operator or function; operator: " + operator.symbol()
                    + ", operand type: " + given.value().type());
        }
    }

    private static String shown(Operand operand) {
        return operand instanceof Operand.Attribute attribute ? "[" + attribute.name() + "]" : "{given value}";
    }
}
