package dev.drlab.infra.stacks.iam;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The wildcards {@code *} and {@code ?} in policies. */
final class Wildcards {
    private static final int ARN_PARTS = 6;

    private Wildcards() {}

    static boolean matches(String pattern, String text) {
        StringBuilder expression = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(text)
                .matches();
    }

    /** Actions are compared without regard to case. */
    static boolean matchesAction(String pattern, String action) {
        return matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    /** Compares part by part, so that a wildcard does not extend over a colon into the account or the region. */
    static boolean matchesArn(String pattern, String arn) {
        if (pattern.equals("*")) {
            return true;
        }
        List<String> patterns = List.of(pattern.split(":", ARN_PARTS));
        List<String> parts = List.of(arn.split(":", ARN_PARTS));
        if (patterns.size() != ARN_PARTS || parts.size() != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!matches(patterns.get(i), parts.get(i))) {
                return false;
            }
        }
        return true;
    }
}
