package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;

/** Whether the standby could have taken over, before anything was done. */
final class ReadinessSection {
    private final Markup page;
    private final Report.Readiness readiness;

    ReadinessSection(Markup page, Report.Readiness readiness) {
        this.page = page;
        this.readiness = readiness;
    }

    void render() {
        if (readiness == null) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Was the standby ready");
        page.leaf(
                "p", readiness.headline() + ". Asked in the steady state, before anything was done.", "class", "note");
        Table table = Table.open(page, "Readiness", "Check", "Outcome", "Seen");
        readiness.checks().forEach(this::row);
        table.close();
        page.close();
    }

    private void row(Report.ReadinessCheck check) {
        boolean good = check.outcome().equals("ok");
        boolean bad = check.outcome().equals("FAILED") || check.outcome().equals("not judged");
        page.open("tr").leaf("th", check.id(), "scope", "row").open("td", "class", "txt");
        if (good || bad) {
            page.leaf("span", (good ? "✓ " : "✗ ") + check.outcome(), "class", good ? "mark met" : "mark missed");
        } else {
            page.leaf("span", check.outcome());
        }
        page.close();
        page.open("td", "class", "txt")
                .prose(check.findings().isEmpty() ? check.fact() : String.join(" ", check.findings()))
                .close();
        page.close();
    }
}
