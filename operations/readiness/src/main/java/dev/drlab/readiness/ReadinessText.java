package dev.drlab.readiness;

import dev.drlab.readiness.check.Finding;
import dev.drlab.readiness.check.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report as a terminal shows it: what failed first, each with what it breaks and what mends it. */
public final class ReadinessText {
    private static final String ROW = "%-11s %-21s %s%n";
    private static final String MORE = "%-33s %s%n";
    private static final List<Outcome> ORDER =
            List.of(Outcome.FAILED, Outcome.NOT_JUDGED, Outcome.WARNING, Outcome.OK, Outcome.LEFT_OUT);

    private ReadinessText() {}

    /** The headline and a line or more for each check. */
    public static String of(ReadinessReport report) {
        StringBuilder text = new StringBuilder(report.headline())
                .append(System.lineSeparator())
                .append(System.lineSeparator());
        report.results().stream()
                .sorted(Comparator.comparing(result -> ORDER.indexOf(result.outcome())))
                .forEach(result -> append(text, result));
        return text.toString();
    }

    private static void append(StringBuilder text, Result result) {
        if (result.findings().isEmpty()) {
            text.append(row(result.outcome().text(), result, printable(result.fact())));
            return;
        }
        for (Finding finding : result.findings()) {
            String outcome = finding.severity() == Severity.BLOCKS ? Outcome.FAILED.text() : Outcome.WARNING.text();
            text.append(row(outcome, result, printable(finding.what())));
            text.append(String.format(
                    Locale.ROOT, MORE, "", "why:  " + result.check().meaning()));
            text.append(String.format(Locale.ROOT, MORE, "", "mend: " + printable(finding.remedy())));
        }
    }

    private static String row(String outcome, Result result, String what) {
        return String.format(Locale.ROOT, ROW, outcome, result.check().id(), what);
    }

    /** An answer of AWS may hold anything; a terminal shows letters. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}]+", " ");
    }
}
