package dev.drlab.report.html;

import dev.drlab.report.OldDatabase;
import dev.drlab.report.OldDatabaseRules;
import dev.drlab.report.Quantity;
import dev.drlab.report.Sentences;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;

/** What only the databases of replaced regions have, of any application. */
final class OldDatabaseSection {
    private final Markup page;

    OldDatabaseSection(Markup page) {
        this.page = page;
    }

    /** Nothing when no old database was looked into. */
    void render(List<OldDatabase> databases) {
        if (databases.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Only in an old database");
        page.leaf(
                "p",
                "Read from the old database's WAL, from the position on at which the new timeline branches off: committed"
                        + " transactions of every application, acknowledged or not.",
                "class",
                "note");
        databases.forEach(this::render);
        page.close();
    }

    private void render(OldDatabase old) {
        page.open("p").prose(Sentences.begun(OldDatabaseRules.sentence(old))).close();
        if (old.relations().isEmpty()) {
            return;
        }
        Table table = Table.open(
                page,
                "Rows changed by these transactions, " + old.region() + ", " + old.moment(),
                "Relation",
                "#transactions",
                "#inserted",
                "#updated",
                "#deleted");
        old.relations()
                .forEach(relation -> table.row(List.of(
                        relation.name(),
                        "#" + Quantity.number(relation.transactions()),
                        "#" + Quantity.number(relation.inserted()),
                        "#" + Quantity.number(relation.updated()),
                        "#" + Quantity.number(relation.deleted()))));
        table.close();
        notes(old);
    }

    private void notes(OldDatabase old) {
        StringBuilder notes = new StringBuilder();
        if (old.relationsLeftOut() != null && old.relationsLeftOut() > 0) {
            notes.append(Quantity.count(old.relationsLeftOut(), "more relation"))
                    .append(" not shown. ");
        }
        if (Boolean.FALSE.equals(old.rowsComplete())) {
            notes.append("Rows that these transactions changed before the WAL that is left are missing. ");
        }
        if (old.firstCommitAt() != null && old.lastCommitAt() != null) {
            notes.append("Committed from ")
                    .append(old.firstCommitAt())
                    .append(" to ")
                    .append(old.lastCommitAt());
            notes.append(".");
        }
        if (notes.length() > 0) {
            page.leaf("p", notes.toString().strip(), "class", "note");
        }
    }
}
