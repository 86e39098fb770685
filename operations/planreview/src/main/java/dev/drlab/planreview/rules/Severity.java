package dev.drlab.planreview.rules;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Data is lost, or a region can no longer be activated. */
    CRITICAL("critical"),
    /** Recovery may fail, take longer or lose more: a person has to look before it is applied. */
    WARNING("warning"),
    /** Worth knowing; recovery is as before. */
    NOTE("note");

    private final String word;

    Severity(String word) {
        this.word = word;
    }

    /** In lower case, as every output has it. */
    public String word() {
        return word;
    }
}
