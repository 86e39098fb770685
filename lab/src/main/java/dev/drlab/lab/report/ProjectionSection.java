package dev.drlab.lab.report;

import java.util.List;

/** What was simulated, and what AWS would add: kept apart from what was measured, in looks as well. */
final class ProjectionSection {
    private final Markup page;

    ProjectionSection(Markup page) {
        this.page = page;
    }

    void projection(Report.Projection projection) {
        page.open("section", "class", "card projection").open("h2").text("On AWS ");
        page.leaf("span", "projection, not measured", "class", "tag").close();
        page.leaf("p", projection.note(), "class", "note");
        if (!projection.awsAdds().isEmpty()) {
            Table table = Table.open(page, "What AWS adds", "What", "#adds", "Rests on");
            for (Report.AwsAdd add : projection.awsAdds()) {
                row(add.what(), Sentences.range(add), add.source());
            }
            table.row(List.of("together", "#" + Sentences.range(projection), ""));
            table.close();
        }
        page.close();
    }

    void assumptions(List<Report.Assumption> assumptions) {
        if (assumptions.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "What was simulated");
        Table table = Table.open(page, "What was simulated", "Simulated", "Rests on");
        for (Report.Assumption assumption : assumptions) {
            row(assumption.simulated(), null, assumption.awsReference());
        }
        table.close();
        page.close();
    }

    private void row(String what, String range, String address) {
        page.open("tr").leaf("th", what, "scope", "row");
        if (range != null) {
            page.leaf("td", range, "class", "num");
        }
        page.open("td", "class", "txt")
                .leaf("a", address.replaceFirst("^https://", ""), "href", address)
                .close();
        page.close();
    }
}
