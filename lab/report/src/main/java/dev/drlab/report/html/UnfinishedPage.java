package dev.drlab.report.html;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.file.TextFile;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code report.html} of a run that did not come to its end. */
public final class UnfinishedPage {
    private UnfinishedPage() {}

    /** Writes {@code report.json} and {@code report.html} into the directory, replacing them. */
    public static void write(UnfinishedReport report, Path directory) throws IOException {
        TextFile.write(directory.resolve("report.json"), report.json());
        TextFile.write(directory.resolve("report.html"), text(report));
    }

    static String text(UnfinishedReport report) {
        String word = report.verdict() == UnfinishedReport.Verdict.INTERRUPTED ? "Interrupted" : "Could not go on";
        return HtmlPage.of(
                "drlab " + report.scenario() + ": " + report.verdict().word(), page -> {
                    page.open("header", "class", "fail");
                    page.open("p", "class", "over")
                            .text(report.target() == Report.Target.LAB ? "drlab rehearsal " : "drlab drill ")
                            .leaf("strong", report.scenario());
                    page.text(", ")
                            .leaf(
                                    "time",
                                    report.startedAt().toString(),
                                    "datetime",
                                    report.startedAt().toString());
                    page.close();
                    page.open("h1").leaf("span", "✗ " + word + ".", "class", "verdict");
                    page.prose(" No target was judged.").close();
                    list(page, "reasons", report.verdictReasons());
                    page.leaf("p", lastEvent(report), "class", "note");
                    page.close();
                    if (report.availability() != null) {
                        clients(page, report.availability());
                        new ServiceSection(page, report.availability().legs()).render();
                    }
                    new ChecksSection(page, report.checks()).render();
                    card(page, "What is not known", report.unknown());
                    if (!report.warnings().isEmpty()) {
                        card(page, "Warnings", report.warnings());
                    }
                    EventTable.render(page, report.startedAt(), report.events());
                    provenance(page, report);
                });
    }

    private static String lastEvent(UnfinishedReport report) {
        return report.lastEvent() == null
                ? "Nothing had happened yet."
                : "The last that happened: " + report.lastEvent().name() + ", "
                        + report.lastEvent().detail() + ".";
    }

    private static void clients(Markup page, Report.Availability availability) {
        page.open("section", "class", "card").leaf("h2", "What the clients saw until then");
        Table table = Table.open(page, "Requests since the steady state", "", "#measured");
        table.row(List.of("requests", "#" + Quantity.number(availability.requests())));
        table.row(List.of("of those, failed", "#" + Quantity.number(availability.failed())));
        table.row(List.of(
                "longest gap between accepted writes", "#" + Quantity.duration(availability.longestWriteGapSeconds())));
        table.close();
        page.close();
    }

    private static void provenance(Markup page, UnfinishedReport report) {
        page.open("section", "class", "card").leaf("h2", "How this was made").open("dl");
        if (report.acknowledged() != null) {
            entry(
                    page,
                    "Acknowledged, not looked for",
                    Quantity.count(report.acknowledged().writes(), "write") + ", "
                            + Quantity.count(report.acknowledged().canaries(), "canary", "canaries"));
        }
        entry(page, "Logs of both regions", report.logs() == null ? "none" : report.logs() + ", beside this page");
        entry(page, "Machine", MachineSentence.of(report.machineLoad(), report.target()));
        report.options().forEach((name, value) -> entry(page, name, value));
        page.leaf("dt", "Repeat with").open("dd").leaf("code", report.command()).close();
        page.close().close();
    }

    private static void entry(Markup page, String name, String value) {
        page.leaf("dt", name).leaf("dd", value);
    }

    private static void card(Markup page, String title, List<String> lines) {
        page.open("section", "class", "card").leaf("h2", title);
        list(page, "plain", lines);
        page.close();
    }

    private static void list(Markup page, String style, List<String> lines) {
        page.open("ul", "class", style);
        lines.forEach(line -> page.open("li").prose(line).close());
        page.close();
    }
}
