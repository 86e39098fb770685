package dev.drlab.console;

/** Makes one line of a message that may have several, as those of the AWS SDK do. */
public final class OneLine {
    private OneLine() {}

    /** The exception's message. */
    public static String of(Exception e) {
        return of(String.valueOf(e.getMessage()));
    }

    /** The text with single blanks for all white space. */
    public static String of(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
