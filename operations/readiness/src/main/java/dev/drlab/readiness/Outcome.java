package dev.drlab.readiness;

/** How one check ended. */
public enum Outcome {
    /** All that it looks at is as recovery needs it. */
    OK("ok"),
    /** A move would work; something beside it would not, or soon not. */
    WARNING("warning"),
    /** A move would not work, or lose too much. */
    FAILED("FAILED"),
    /** It could not be seen: never taken for right. */
    NOT_JUDGED("not judged"),
    /** Nobody asked for it, or the place has nothing of the kind. */
    LEFT_OUT("left out");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    /** As shown to people. */
    public String text() {
        return text;
    }
}
