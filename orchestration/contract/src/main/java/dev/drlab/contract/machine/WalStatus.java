package dev.drlab.contract.machine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** The share of an old database's WAL that an account of its transactions rests on. */
public enum WalStatus {
    /** All of the WAL was read: the transactions are exact. */
    COUNTED("counted"),
    /** Part of the WAL was read, or it begins behind some of their changes: there may be more. */
    AT_LEAST("atLeast"),
    /** None of it could be read. */
    NOT_COUNTED("notCounted");

    private final String word;

    WalStatus(String word) {
        this.word = word;
    }

    /** The one with that word in JSON; for any other nothing was counted. */
    public static WalStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst()
                .orElse(NOT_COUNTED);
    }

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return word;
    }
}
