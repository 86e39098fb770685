package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Sentences;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;

/** What the scenario set out to show, each with what was measured. */
final class ChecksSection {
    private final Markup page;
    private final List<Report.Check> checks;

    ChecksSection(Markup page, List<Report.Check> checks) {
        this.page = page;
        this.checks = checks;
    }

    void render() {
        if (checks.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "What this scenario shows");
        page.leaf("p", Sentences.held(checks) + ". One that does not hold fails the rehearsal.", "class", "note");
        Table table = Table.open(page, "Checks", "Check", "Held", "Measured", "Expected");
        checks.forEach(this::row);
        table.close();
        page.close();
    }

    private void row(Report.Check check) {
        page.open("tr").leaf("th", check.name(), "scope", "row").open("td", "class", "txt");
        page.leaf("span", check.held() ? "✓ held" : "✗ broken", "class", check.held() ? "mark met" : "mark missed")
                .close();
        page.open("td", "class", "txt").prose(check.measured()).close();
        page.open("td", "class", "txt").prose(check.expected()).close();
        page.close();
    }
}
