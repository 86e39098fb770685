package dev.drlab.statemachine.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression's text says without being evaluated: its tokens, the variables it needs from outside and the parts
 * of {@code $states} that it reads. Comments, strings, quoted names and regular expressions hide what is in them.
 *
 * @param freeVariables names without {@code $} that the expression reads and does not bind itself, built-in functions
 *     among them
 * @param operators every operator token
 * @param statesFields the first name after each {@code $states.}; the empty string for a bare {@code $states}
 */
public record ExpressionText(Set<String> freeVariables, Set<String> operators, Set<String> statesFields) {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<space>\\s+|/\\*.*?\\*/)"
                    + "|(?<string>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*')"
                    + "|(?<quoted>`[^`]*`)"
                    + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?)"
                    + "|(?<variable>\\$[^\\s.\\[\\]{}(),@#;:?+\\-*/%|=<>^!~&]*)"
                    + "|(?<operator>\\.\\.|:=|!=|>=|<=|\\*\\*|~>|\\?:|\\?\\?|[.\\[\\]{}(),@#;:?+\\-*/%|=<>^!~&])"
                    + "|(?<name>[^\\s.\\[\\]{}(),@#;:?+\\-*/%|=<>^!~&]+)",
            Pattern.DOTALL);
    private static final Pattern REGEX = Pattern.compile("/(?:\\\\.|[^/\\\\])+/[im]*", Pattern.DOTALL);
    private static final Set<String> OPERAND_ENDS = Set.of(")", "]", "}");

    private enum Kind {
        NAME,
        VARIABLE,
        OPERATOR,
        OTHER
    }

    private record Token(Kind kind, String text) {
        boolean is(String operator) {
            return kind == Kind.OPERATOR && text.equals(operator);
        }
    }

    /** Copies the sets. */
    public ExpressionText {
        freeVariables = Set.copyOf(freeVariables);
        operators = Set.copyOf(operators);
        statesFields = Set.copyOf(statesFields);
    }

    /** Reads {@code text}; what is no token is passed over, since the compiler says so better. */
    public static ExpressionText read(String text) {
        List<Token> tokens = tokens(text);
        Set<String> bound = bound(tokens);
        Set<String> free = new LinkedHashSet<>();
        Set<String> operators = new HashSet<>();
        Set<String> statesFields = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.OPERATOR) {
                operators.add(token.text());
            } else if (token.kind() == Kind.VARIABLE && isNamed(token) && !bound.contains(token.text())) {
                free.add(token.text());
                if (token.text().equals("states")) {
                    statesFields.add(fieldAfter(tokens, i));
                }
            }
        }
        return new ExpressionText(free, operators, statesFields);
    }

    private static boolean isNamed(Token variable) { // not $ and not $$
        return !variable.text().isEmpty() && !variable.text().equals("$");
    }

    private static String fieldAfter(List<Token> tokens, int index) {
        boolean hasField = index + 2 < tokens.size()
                && tokens.get(index + 1).is(".")
                && tokens.get(index + 2).kind() == Kind.NAME;
        return hasField ? tokens.get(index + 2).text() : "";
    }

    /** Names that the expression binds: {@code $x :=}, {@code function($x)}, {@code @$x} and {@code #$x}. */
    private static Set<String> bound(List<Token> tokens) {
        Set<String> bound = new HashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean assigned = i + 1 < tokens.size() && tokens.get(i + 1).is(":=");
            boolean focus =
                    i > 0 && (tokens.get(i - 1).is("@") || tokens.get(i - 1).is("#"));
            if (token.kind() == Kind.VARIABLE && (assigned || focus)) {
                bound.add(token.text());
            } else if (isLambda(tokens, i)) {
                for (int p = i + 2; p < tokens.size() && !tokens.get(p).is(")"); p++) {
                    if (tokens.get(p).kind() == Kind.VARIABLE) {
                        bound.add(tokens.get(p).text());
                    }
                }
            }
        }
        return bound;
    }

    private static boolean isLambda(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        return token.kind() == Kind.NAME
                && (token.text().equals("function") || token.text().equals("λ"))
                && index + 1 < tokens.size()
                && tokens.get(index + 1).is("(");
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        Matcher regex = REGEX.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (text.charAt(position) == '/'
                    && operandExpected(tokens)
                    && regex.region(position, text.length()).lookingAt()
                    && !text.startsWith("/*", position)) {
                tokens.add(new Token(Kind.OTHER, regex.group()));
                position = regex.end();
            } else if (matcher.region(position, text.length()).lookingAt()) {
                add(tokens, matcher);
                position = matcher.end();
            } else {
                position++;
            }
        }
        return tokens;
    }

    private static boolean operandExpected(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return true;
        }
        Token last = tokens.get(tokens.size() - 1);
        return last.kind() == Kind.OPERATOR && !OPERAND_ENDS.contains(last.text());
    }

    private static void add(List<Token> tokens, Matcher matcher) {
        if (matcher.group("variable") != null) {
            tokens.add(new Token(Kind.VARIABLE, matcher.group().substring(1)));
        } else if (matcher.group("operator") != null) {
            tokens.add(new Token(Kind.OPERATOR, matcher.group()));
        } else if (matcher.group("name") != null) {
            tokens.add(new Token(Kind.NAME, matcher.group()));
        } else if (matcher.group("space") == null) {
            tokens.add(new Token(Kind.OTHER, matcher.group()));
        }
    }
}
