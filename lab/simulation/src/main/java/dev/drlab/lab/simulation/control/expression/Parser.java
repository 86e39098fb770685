package dev.drlab.lab.simulation.control.expression;

import dev.drlab.refusals.DynamoDbRefusal;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A cursor over an expression's tokens, and what conditions and updates have in common. */
final class Parser {
    private static final int MAX_EXPRESSION_BYTES = 4096;

    private final String kind;
    private final String expression;
    private final List<Token> tokens;
    private final Placeholders placeholders;
    private int at;

    /** @param kind {@code ConditionExpression} or {@code UpdateExpression}, for error messages */
    Parser(String kind, String expression, Placeholders placeholders) {
        this.kind = kind;
        this.expression = expression;
        this.placeholders = placeholders;
        if (expression.isBlank()) {
            throw error("The expression can not be empty;");
        }
        if (expression.length() > MAX_EXPRESSION_BYTES) {
            throw Errors.refused(
                    DynamoDbRefusal.EXPRESSION_TOO_LONG,
                    "Invalid " + kind + ": Expression size has exceeded the maximum allowed size; expression size: "
                            + expression.length());
        }
        this.tokens = Lexer.tokens(kind, expression);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean takeSymbol(String symbol) {
        return peek().isSymbol(symbol) && next() != null;
    }

    boolean takeKeyword(String keyword) {
        return peek().isKeyword(keyword) && next() != null;
    }

    void expectSymbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw syntaxError();
        }
    }

    boolean atFunction() {
        return peek().kind() == Token.Kind.WORD && peekSecond().isSymbol("(");
    }

    boolean atValue() {
        return peek().kind() == Token.Kind.VALUE;
    }

    /** The name of a top-level attribute. */
    String attribute() {
        Token token = peek();
        String name = switch (token.kind()) {
            case NAME -> placeholders.name(kind, token.text());
            case WORD -> unreserved(token.text());
            default -> throw syntaxError();
        };
        next();
        if (peek().isSymbol(".") || peek().isSymbol("[")) {
            throw Errors.notModelled("document paths (" + kind + ": " + token.text() + peek().text() + ")");
        }
        return name;
    }

    AttributeValue value() {
        if (!atValue()) {
            throw syntaxError();
        }
        return placeholders.value(kind, next().text());
    }

    DynamoDbException syntaxError() {
        Token token = peek();
        String shown = token.kind() == Token.Kind.END ? "<EOF>" : token.text();
        int from = at == 0 ? 0 : tokens.get(at - 1).start();
        int to = tokens.get(Math.min(at + 1, tokens.size() - 1)).end();
        return error("Syntax error; token: \"" + shown + "\", near: \"" + expression.substring(from, to) + "\"");
    }

    DynamoDbException error(String why) {
        return Errors.invalid(kind, why);
    }

    /** For a function of DynamoDB that the lab lacks, or of neither. */
    DynamoDbException unknownFunction(String name) {
        return switch (name) {
            case "attribute_type", "contains", "size", "list_append" ->
                Errors.notModelled("function " + name + " (" + kind + ")");
            case "attribute_exists", "attribute_not_exists", "begins_with", "if_not_exists" ->
                error("The function is not allowed in this kind of expression; function: " + name);
            default -> error("Invalid function name; function: " + name);
        };
    }

    private String unreserved(String name) {
        if (ReservedWords.contains(name)) {
            throw Errors.refused(
                    DynamoDbRefusal.RESERVED_WORD,
                    "Invalid " + kind + ": Attribute name is a reserved keyword; reserved keyword: " + name);
        }
        return name;
    }
}
