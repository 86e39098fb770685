package dev.drlab.routing;

import java.util.Objects;
import java.util.regex.Pattern;

/** Checks that several props share. */
final class Require {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern HOST_NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")+");
    private static final int LONGEST_HOST_NAME = 253;

    private Require() {}

    /** @throws IllegalArgumentException naming the input if the text is blank */
    static void text(String input, String value) {
        if (Objects.requireNonNull(value, input).isBlank()) {
            throw new IllegalArgumentException(input + " must not be blank");
        }
    }

    /** @throws IllegalArgumentException naming the input if the text is no host name in lower case */
    static void hostName(String input, String value) {
        Objects.requireNonNull(value, input);
        if (value.length() > LONGEST_HOST_NAME || !HOST_NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    input + " must be a host name in lower case, such as app.example.com, but is '" + value + "'");
        }
    }
}
