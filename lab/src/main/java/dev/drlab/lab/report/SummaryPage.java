package dev.drlab.lab.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** An index over several rehearsals. */
public final class SummaryPage {
    private SummaryPage() {}

    /**
     * One line of the index.
     *
     * @param report what was measured
     * @param link address of its page, relative to the index, with {@code /} between folders
     */
    public record Entry(Report report, String link) {
        /** @throws IllegalArgumentException if the link is blank */
        public Entry {
            Objects.requireNonNull(report, "report");
            Checks.notBlank("link", link);
        }
    }

    /** Writes the page, replacing the file; missing folders are made. */
    public static void write(Path file, List<Entry> entries) throws IOException {
        TextFile.write(file, text(entries));
    }

    /** The page. */
    public static String text(List<Entry> entries) {
        long passed = entries.stream()
                .filter(entry -> entry.report().verdict() == Report.Verdict.PASS)
                .count();
        boolean allPassed = passed == entries.size();
        return HtmlPage.of("drlab rehearsals", page -> {
            page.open("header", "class", allPassed ? "pass" : "fail").leaf("p", "drlab rehearsals", "class", "over");
            page.leaf("h1", passed + " of " + Quantity.count(entries.size(), "rehearsal") + " passed")
                    .close();
            page.open("section", "class", "card");
            Table table = Table.open(
                    page,
                    "Rehearsals",
                    "Scenario",
                    "Verdict",
                    "#RTO",
                    "#target",
                    "#lost",
                    "#of acknowledged",
                    "#taken by the old region");
            entries.forEach(entry -> row(page, entry));
            table.close();
            page.close();
        });
    }

    private static void row(Markup page, Entry entry) {
        Report report = entry.report();
        boolean passed = report.verdict() == Report.Verdict.PASS;
        page.open("tr")
                .open("th", "scope", "row")
                .leaf("a", report.scenario(), "href", entry.link())
                .close();
        page.open("td", "class", "txt");
        page.leaf("span", passed ? "✓ passed" : "✗ failed", "class", passed ? "mark met" : "mark missed")
                .close();
        figure(page, report.rto().recovered().map(Quantity::duration).orElse("not recovered"));
        figure(page, Quantity.duration(report.rto().targetSeconds()));
        figure(page, Quantity.number(report.rpo().lost()));
        figure(
                page,
                Quantity.number(
                        report.rpo().canaries().acked() + report.rpo().http().acked()));
        figure(page, Quantity.number(report.splitBrain().httpWritesAcceptedByStaleRegion()));
        page.close();
    }

    private static void figure(Markup page, String text) {
        page.leaf("td", text, "class", "num");
    }
}
