package dev.drlab.network;

import java.util.Objects;

/** Checks that several props share. */
final class Require {
    private Require() {}

    /** @throws IllegalArgumentException naming the input if the text is blank */
    static void text(String input, String value) {
        if (Objects.requireNonNull(value, input).isBlank()) {
            throw new IllegalArgumentException(input + " must not be blank");
        }
    }
}
