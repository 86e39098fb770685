package dev.drlab.readiness;

import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.check.Finding;
import dev.drlab.readiness.check.Seen;
import dev.drlab.readiness.check.Severity;
import java.util.List;
import java.util.Objects;

/**
 * How one check ended.
 *
 * @param check which
 * @param outcome how
 * @param fact what was seen, or why nothing was, in one line
 * @param findings what is wrong; none unless it failed or warns
 */
public record Result(Check check, Outcome outcome, String fact, List<Finding> findings) {
    /** All parts are required, and the findings must agree with the outcome. */
    public Result {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(fact, "fact");
        findings = List.copyOf(findings);
        boolean wrong = outcome == Outcome.FAILED || outcome == Outcome.WARNING;
        if (wrong == findings.isEmpty()) {
            throw new IllegalArgumentException(check.id() + " is " + outcome + " with the findings " + findings);
        }
    }

    static Result of(Check check, Seen seen) {
        Outcome outcome = Outcome.OK;
        if (seen.findings().stream().anyMatch(finding -> finding.severity() == Severity.BLOCKS)) {
            outcome = Outcome.FAILED;
        } else if (!seen.findings().isEmpty()) {
            outcome = Outcome.WARNING;
        }
        return new Result(check, outcome, seen.fact(), seen.findings());
    }

    static Result notJudged(Check check, String why) {
        return new Result(check, Outcome.NOT_JUDGED, why, List.of());
    }

    static Result leftOut(Check check, String why) {
        return new Result(check, Outcome.LEFT_OUT, why, List.of());
    }
}
