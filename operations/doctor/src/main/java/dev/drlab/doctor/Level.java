package dev.drlab.doctor;

import java.util.Locale;

/** How much of a thing is there. */
public enum Level {
    /** As much as is needed. */
    OK,
    /** Less than is good. */
    WARNING,
    /** Not to be told, as it could not be looked at. It is never taken for well. */
    UNKNOWN,
    /** Not there, or too little. */
    MISSING;

    /** As it is printed, such as {@code ok}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
