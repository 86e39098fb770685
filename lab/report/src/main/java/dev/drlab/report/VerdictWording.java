package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a verdict is told: a pass above lost commits is not told as one without. */
public enum VerdictWording {
    /** Every target met, nothing lost. */
    PASSED("passed", "PASS", "✓ Passed", "pass"),
    /** Every target met, and commits or objects were lost, no more than the target allows. */
    LOSS_WITHIN_TARGET("passed, with loss within the target", "PASS, WITH LOSS", "Passed, with loss", "loss"),
    /** The scenario lets two regions write at a time: what is missing was expected, and each commit of it was found. */
    EXPECTED_LOSS(
            "expected loss, accounted for", "EXPECTED LOSS, ACCOUNTED FOR", "Expected loss, accounted for", "loss"),
    /** A target was missed or an invariant broken. */
    FAILED("failed", "FAIL", "✗ Failed", "fail");

    private final String words;
    private final String shouted;
    private final String heading;
    private final String style;

    VerdictWording(String words, String shouted, String heading, String style) {
        this.words = words;
        this.shouted = shouted;
        this.heading = heading;
        this.style = style;
    }

    /** That of a report. */
    static VerdictWording of(Report report) {
        if (report.verdict() != Report.Verdict.PASS) {
            return FAILED;
        }
        if (report.rpo().lost() > 0 && report.splitBrain().wasShown()) {
            return EXPECTED_LOSS;
        }
        boolean lost = report.rpo().lost() > 0 || neverArrived(report.objects()) || OldDatabaseRules.othersLost(report);
        return lost ? LOSS_WITHIN_TARGET : PASSED;
    }

    private static boolean neverArrived(Report.ObjectLoss objects) {
        return objects != null && objects.lost() > objects.arrivedLater();
    }

    /** The words in JSON. */
    @JsonValue
    public String words() {
        return words;
    }

    /** In capitals, for the terminal. */
    public String shouted() {
        return shouted;
    }

    /** The page's heading. */
    public String heading() {
        return heading;
    }

    /** Class in the page's style sheet. */
    public String style() {
        return style;
    }

    /** The escape sequence of its colour on a terminal. */
    public String colour() {
        return switch (this) {
            case PASSED -> "\u001b[32m";
            case LOSS_WITHIN_TARGET, EXPECTED_LOSS -> "\u001b[33m";
            case FAILED -> "\u001b[31m";
        };
    }
}
