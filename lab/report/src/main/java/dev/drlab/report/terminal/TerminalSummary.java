package dev.drlab.report.terminal;

import dev.drlab.report.Quantity;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.series.Summary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The block that a series of rehearsals prints at its end: plain text, a line for each, and the reasons of failures. */
public final class TerminalSummary {
    private static final String FORMAT = "  %-6s%-24s%-14s%-12s%-24s  %-10s%-9s%s";

    private TerminalSummary() {}

    /**
     * The block, ending with a newline.
     *
     * @param page where {@code summary.html} was written
     * @param colour true when the output is a terminal that shows colour
     */
    public static String text(Summary summary, Path page, boolean colour) {
        List<String> lines = new ArrayList<>();
        String word = summary.verdict().name();
        boolean passed = summary.verdict() == Summary.Verdict.PASS;
        lines.add((colour ? (passed ? "\u001b[32m" : "\u001b[31m") + word + "\u001b[0m" : word) + "  "
                + summary.passed() + " of " + Quantity.count(summary.scenarios().size(), "rehearsal") + " passed, in "
                + Quantity.duration(summary.seconds()));
        lines.add(line("", "scenario", "fully back", "RTO", "RPO", "gap", "failed", "checks"));
        for (Summary.Row row : summary.scenarios()) {
            lines.add(line(row));
            if (row.wording() == VerdictWording.EXPECTED_LOSS || row.wording() == VerdictWording.LOSS_WITHIN_TARGET) {
                lines.add("        " + row.wording().words());
            }
            row.reasons().forEach(reason -> lines.add("        ! " + reason));
        }
        lines.add("  Summary " + page);
        return String.join("\n", lines) + "\n";
    }

    private static String line(Summary.Row row) {
        Summary.Figures figures = row.figures();
        if (figures == null) {
            return line(row.verdict().word(), row.scenario(), "", "", "", "", "", "");
        }
        return line(
                row.verdict().word(),
                row.scenario(),
                figures.fullRecoverySeconds() == null
                        ? "not recovered"
                        : Quantity.duration(figures.fullRecoverySeconds()),
                figures.rtoSeconds() == null ? "none" : Quantity.duration(figures.rtoSeconds()),
                loss(figures),
                Quantity.duration(figures.longestWriteGapSeconds()),
                figures.worstFailedShare() == null ? "" : Quantity.percentUp(figures.worstFailedShare()),
                figures.checks() == 0 ? "" : figures.checksHeld() + " of " + figures.checks());
    }

    private static String loss(Summary.Figures figures) {
        return figures.lost() == 0
                ? figures.loss()
                : figures.loss() + ", " + Quantity.number(figures.lost()) + " of " + Quantity.number(figures.acked());
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, FORMAT, (Object[]) cells).stripTrailing();
    }
}
