package dev.drlab.lab.simulation.control.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens. */
final class Lexer {
    private static final Pattern TOKEN = Pattern.compile("(?<word>[A-Za-z][A-Za-z0-9_]*)"
            + "|(?<name>#[A-Za-z0-9_]+)"
            + "|(?<value>:[A-Za-z0-9_]+)"
            + "|(?<symbol><>|<=|>=|[=<>(),.+\\-\\[\\]]|[0-9]+)");

    private Lexer() {}

    /** The tokens of {@code expression}, closed by an END. */
    static List<Token> tokens(String expressionKind, String expression) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression);
        int at = skipBlanks(expression, 0);
        while (at < expression.length()) {
            matcher.region(at, expression.length());
            if (!matcher.lookingAt()) {
                throw Errors.invalid(
                        expressionKind,
                        "Syntax error; token: \"" + expression.charAt(at) + "\", near: \""
                                + expression.substring(Math.max(0, at - 8), Math.min(expression.length(), at + 8))
                                + "\"");
            }
            tokens.add(new Token(kind(matcher), matcher.group(), at));
            at = skipBlanks(expression, matcher.end());
        }
        tokens.add(new Token(Token.Kind.END, "", expression.length()));
        return tokens;
    }

    private static Token.Kind kind(Matcher matcher) {
        if (matcher.group("word") != null) {
            return Token.Kind.WORD;
        }
        if (matcher.group("name") != null) {
            return Token.Kind.NAME;
        }
        return matcher.group("value") != null ? Token.Kind.VALUE : Token.Kind.SYMBOL;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
