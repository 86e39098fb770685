package dev.drlab.statemachine.expression;

import com.dashjoin.jsonata.FreeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The facts about an expression's text that need no evaluation: the variables it needs from outside, by JSONata's
 * scopes, the parts of {@code $states} that it reads, and its operators. Comments, strings, quoted names and regular
 * expressions hide what is in them.
 *
 * @param freeVariables names without {@code $} that the expression reads and does not bind itself where it reads them,
 *     built-in functions among them
 * @param readVariables every name that it reads at all; a superset of the former
 * @param operators every operator token
 * @param statesFields the first name after each {@code $states.}; the empty string for a bare {@code $states}
 * @param negated as in {@link FreeNames}
 */
public record ExpressionText(
        Set<String> freeVariables,
        Set<String> readVariables,
        Set<String> operators,
        Set<String> statesFields,
        Set<String> negated) {
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
    private static final Set<String> WORDS = Set.of("and", "or", "in"); // operators between two operands
    private static final Set<String> OPERAND_ENDS = Set.of(")", "]", "}");

    private enum Kind {
        OPERATOR,
        OPERAND
    }

    private record Token(Kind kind, String text) {}

    /** Copies the sets. */
    public ExpressionText {
        freeVariables = Set.copyOf(freeVariables);
        readVariables = Set.copyOf(readVariables);
        operators = Set.copyOf(operators);
        statesFields = Set.copyOf(statesFields);
        negated = Set.copyOf(negated);
    }

    /** The facts about {@code text}, which the interpreter has read already. */
    static ExpressionText of(String text, FreeNames names) {
        Set<String> operators = new HashSet<>();
        for (Token token : tokens(text)) {
            if (token.kind() == Kind.OPERATOR) {
                operators.add(token.text());
            }
        }
        return new ExpressionText(names.free(), names.read(), operators, names.statesFields(), names.negated());
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
                tokens.add(new Token(Kind.OPERAND, regex.group()));
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
        boolean operator = matcher.group("operator") != null
                || matcher.group("name") != null && WORDS.contains(matcher.group()) && !operandExpected(tokens);
        if (operator || matcher.group("space") == null) {
            tokens.add(new Token(operator ? Kind.OPERATOR : Kind.OPERAND, matcher.group()));
        }
    }
}
