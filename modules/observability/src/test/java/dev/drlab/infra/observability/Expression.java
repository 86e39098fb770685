package dev.drlab.infra.observability;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One point in time of a metric math expression, as far as the alarms use it. A metric that is not in the map has no data;
 * what depends on it has none either, except through {@code FILL}. Division by zero gives no data.
 */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z]\\w*|\\d+(?:\\.\\d+)?|[-+*/()<>,])");

    private final Matcher tokens;
    private final Map<String, Double> metrics;
    private String next;

    private Expression(String text, Map<String, Double> metrics) {
        tokens = TOKEN.matcher(text);
        this.metrics = metrics;
        advance();
    }

    static Optional<Double> evaluate(String text, Map<String, Double> metrics) {
        Expression expression = new Expression(text, metrics);
        double value = expression.comparison();
        if (!expression.next.isEmpty()) {
            throw new IllegalArgumentException("at " + expression.next + ": " + text);
        }
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    private void advance() {
        next = tokens.lookingAt() ? tokens.group(1) : "";
        if (!next.isEmpty()) {
            tokens.region(tokens.end(), tokens.regionEnd());
        }
    }

    private String take() {
        String taken = next;
        advance();
        return taken;
    }

    private void expect(String token) {
        String taken = take();
        if (!taken.equals(token)) {
            throw new IllegalArgumentException(taken + " instead of " + token);
        }
    }

    private double comparison() {
        double left = sum();
        while (next.equals("<") || next.equals(">")) {
            boolean less = take().equals("<");
            double right = sum();
            left = Double.isNaN(left) || Double.isNaN(right)
                    ? Double.NaN
                    : (less ? left < right : left > right) ? 1 : 0;
        }
        return left;
    }

    private double sum() {
        double left = product();
        while (next.equals("+") || next.equals("-")) {
            left = take().equals("+") ? left + product() : left - product();
        }
        return left;
    }

    private double product() {
        double left = factor();
        while (next.equals("*") || next.equals("/")) {
            left = take().equals("*") ? left * factor() : left / factor();
        }
        return left;
    }

    private double factor() {
        String token = take();
        return switch (token) {
            case "-" -> -factor();
            case "(" -> closed(comparison());
            case "ABS" -> {
                expect("(");
                yield Math.abs(closed(comparison()));
            }
            case "FILL" -> {
                expect("(");
                double value = comparison();
                expect(",");
                double filling = closed(comparison());
                yield Double.isNaN(value) ? filling : value;
            }
            case "IF" -> choose();
            default ->
                Character.isDigit(token.charAt(0))
                        ? Double.parseDouble(token)
                        : metrics.getOrDefault(token, Double.NaN);
        };
    }

    private double choose() {
        expect("(");
        double condition = comparison();
        expect(",");
        double yes = comparison();
        expect(",");
        double no = closed(comparison());
        return Double.isNaN(condition) ? Double.NaN : condition != 0 ? yes : no;
    }

    private double closed(double value) {
        expect(")");
        return value;
    }
}
