package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.series.Summary;
import java.util.Collections;
import java.util.List;

/** One rehearsal's figures in the index. */
final class SummaryFigures {
    private static final int COUNT = 9;

    private SummaryFigures() {}

    /** How the verdict is told. */
    static String verdict(Summary.Row row) {
        return row.wording() == null ? "✗ could not run" : row.wording().heading();
    }

    /** How it is drawn. */
    static String style(Summary.Row row) {
        return switch (row.wording() == null ? VerdictWording.FAILED : row.wording()) {
            case PASSED -> "met";
            case LOSS_WITHIN_TARGET, EXPECTED_LOSS -> "partly";
            case FAILED -> "missed";
        };
    }

    /** Its main figures, in the order of the columns; a dash each where it has none. */
    static List<String> of(Summary.Figures figures) {
        if (figures == null) {
            return Collections.nCopies(COUNT, "–");
        }
        return List.of(
                figures.fullRecoverySeconds() == null
                        ? "not recovered"
                        : Quantity.duration(figures.fullRecoverySeconds()),
                figures.rtoSeconds() == null ? "not back" : Quantity.duration(figures.rtoSeconds()),
                figures.loss(),
                Quantity.number(figures.lost()),
                Quantity.number(figures.acked()),
                Quantity.duration(figures.longestWriteGapSeconds()),
                figures.worstFailedShare() == null ? "–" : Quantity.percentUp(figures.worstFailedShare()),
                Quantity.number(figures.staleWrites()),
                figures.checks() == 0 ? "–" : figures.checksHeld() + " of " + figures.checks());
    }
}
