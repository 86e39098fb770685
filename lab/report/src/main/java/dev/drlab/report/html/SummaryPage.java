package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.file.TextFile;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.nio.file.Path;

/** {@code summary.html}: an index over several rehearsals, with the main figures of each. */
public final class SummaryPage {
    private SummaryPage() {}

    /** Writes the page, replacing the file; missing folders are made. */
    public static void write(Path file, Summary summary) throws IOException {
        TextFile.write(file, text(summary));
    }

    /** The page. */
    public static String text(Summary summary) {
        boolean allPassed = summary.verdict() == Summary.Verdict.PASS;
        return HtmlPage.of("drlab rehearsals: " + summary.verdict().word(), page -> {
            page.open("header", "class", allPassed ? "pass" : "fail").leaf("p", "drlab rehearsals", "class", "over");
            page.leaf(
                    "h1",
                    summary.passed() + " of "
                            + Quantity.count(summary.scenarios().size(), "rehearsal") + " passed");
            page.leaf("p", "In " + Quantity.duration(summary.seconds()) + " all together.", "class", "note")
                    .close();
            table(page, summary);
            reasons(page, summary);
        });
    }

    private static void table(Markup page, Summary summary) {
        page.open("section", "class", "card");
        Table table = Table.open(
                page,
                "Rehearsals",
                "Scenario",
                "Verdict",
                "#full recovery",
                "#first write (RTO)",
                "#RPO",
                "#lost",
                "#of acknowledged",
                "#longest write gap",
                "#failed share",
                "#taken by the stale region",
                "#checks held",
                "#took");
        summary.scenarios().forEach(row -> row(page, row));
        table.close();
        page.close();
    }

    private static void row(Markup page, Summary.Row row) {
        page.open("tr").open("th", "scope", "row");
        if (row.page() == null) {
            page.text(row.scenario());
        } else {
            page.leaf("a", row.scenario(), "href", row.page());
        }
        page.close();
        page.open("td", "class", "txt");
        page.leaf("span", verdict(row), "class", "mark " + style(row)).close();
        figures(page, row.figures());
        figure(page, Quantity.duration(row.seconds()));
        page.close();
    }

    private static String verdict(Summary.Row row) {
        return row.wording() == null ? "✗ could not run" : row.wording().heading();
    }

    private static String style(Summary.Row row) {
        return switch (row.wording() == null ? VerdictWording.FAILED : row.wording()) {
            case PASSED -> "met";
            case LOSS_WITHIN_TARGET, EXPECTED_LOSS -> "partly";
            case FAILED -> "missed";
        };
    }

    private static void figures(Markup page, Summary.Figures figures) {
        if (figures == null) {
            for (int i = 0; i < 9; i++) {
                figure(page, "–");
            }
            return;
        }
        figure(
                page,
                figures.fullRecoverySeconds() == null
                        ? "not recovered"
                        : Quantity.duration(figures.fullRecoverySeconds()));
        figure(page, figures.rtoSeconds() == null ? "not back" : Quantity.duration(figures.rtoSeconds()));
        figure(page, figures.lost() == 0 ? "none lost" : Quantity.duration(figures.rpoSeconds()));
        figure(page, Quantity.number(figures.lost()));
        figure(page, Quantity.number(figures.acked()));
        figure(page, Quantity.duration(figures.longestWriteGapSeconds()));
        figure(page, figures.worstFailedShare() == null ? "–" : Quantity.percentUp(figures.worstFailedShare()));
        figure(page, Quantity.number(figures.staleWrites()));
        figure(page, figures.checks() == 0 ? "–" : figures.checksHeld() + " of " + figures.checks());
    }

    private static void figure(Markup page, String text) {
        page.leaf("td", text, "class", "num");
    }

    private static void reasons(Markup page, Summary summary) {
        if (summary.verdict() == Summary.Verdict.PASS) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "What did not pass").open("ul");
        summary.scenarios()
                .forEach(row -> row.reasons()
                        .forEach(reason -> page.open("li")
                                .prose(row.scenario() + ": " + reason)
                                .close()));
        page.close().close();
    }
}
