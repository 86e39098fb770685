package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Sentences;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
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
            Table table = Table.open(page, "What AWS adds", "What", "#adds");
            for (Report.AwsAdd add : projection.awsAdds()) {
                page.open("tr").open("th", "scope", "row");
                withSource(add.what(), add.source());
                page.close().leaf("td", Sentences.range(add), "class", "num").close();
            }
            table.row(List.of("together", "#" + Sentences.range(projection)));
            table.close();
        }
        page.close();
    }

    void assumptions(List<Report.Assumption> assumptions) {
        if (assumptions.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "What was simulated");
        page.leaf("p", "Each with the AWS page that it rests on.", "class", "note")
                .open("ul", "class", "sources");
        for (Report.Assumption assumption : assumptions) {
            page.open("li");
            withSource(assumption.simulated(), assumption.awsReference());
            page.close();
        }
        page.close().close();
    }

    /** A text and, below it, the address that it rests on. */
    private void withSource(String text, String address) {
        page.prose(text).empty("br");
        page.leaf("a", address.replaceFirst("^https://", ""), "href", address, "class", "source");
    }
}
