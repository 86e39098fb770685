package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.Sentences;
import dev.drlab.report.Series;
import dev.drlab.report.VerdictWording;
import dev.drlab.report.file.TextFile;
import dev.drlab.report.html.markup.Markup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code report.html}: one file that needs nothing else, well-formed as XML too, readable without JavaScript, in light
 * and dark, on a phone and on paper.
 */
public final class HtmlReport {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HtmlReport() {}

    /** Writes the page, replacing the file; missing folders are made. */
    public static void write(Path file, Report report, Series series) throws IOException {
        TextFile.write(file, text(report, series));
    }

    /** The page. */
    public static String text(Report report, Series series) {
        String title = "drlab " + report.scenario() + ": " + report.verdict().word();
        return HtmlPage.of(title, page -> {
            header(page, report);
            new Tiles(page).render(report);
            new PictureSection(page, report, series).render();
            new ChecksSection(page, report.checks()).render();
            new ReadinessSection(page, report.readiness()).render();
            new RecoverySection(page, report.rto()).render();
            new ServiceSection(page, report.availability().legs()).render();
            new LegsSection(page, report.legs()).render();
            new ExposureSection(page, report.startedAt()).render(report.exposure());
            page.open("div", "class", "pair");
            new AccountSection(page, report).render();
            new ObjectsSection(page).render(report.objects());
            page.close();
            new OldDatabaseSection(page).render(report.oldDatabases());
            ProjectionSection projection = new ProjectionSection(page);
            projection.projection(report.projection());
            RecordSection record = new RecordSection(page, report);
            record.warnings();
            record.events();
            projection.assumptions(report.assumptions());
            record.provenance();
        });
    }

    private static void header(Markup page, Report report) {
        VerdictWording wording = report.verdictWording();
        page.open("header", "class", wording.style());
        page.open("p", "class", "over")
                .text(report.target() == Report.Target.LAB ? "drlab rehearsal " : "drlab drill ")
                .leaf("strong", report.scenario());
        page.text(", " + report.regions().from() + " to " + report.regions().to() + ", ");
        page.leaf(
                        "time",
                        DATE.format(report.startedAt()),
                        "datetime",
                        report.startedAt().toString())
                .close();
        page.open("h1");
        page.leaf("span", wording.heading() + ".", "class", "verdict").text(" ");
        page.prose(Sentences.recovery(report)).close();
        page.open("p", "class", "lead")
                .prose(String.join(
                                " ",
                                Sentences.loss(report),
                                Sentences.oldDatabases(report),
                                Sentences.splitBrain(report),
                                Sentences.service(report))
                        .strip())
                .close();
        if (wording == VerdictWording.FAILED) {
            page.open("ul", "class", "reasons");
            report.verdictReasons()
                    .forEach(reason -> page.open("li").prose(reason).close());
            page.close();
        }
        page.leaf("p", measuredWhere(report), "class", "note");
        page.close();
    }

    private static String measuredWhere(Report report) {
        return report.target() == Report.Target.LAB
                ? "Measured in the lab: two regions on one machine, with real PostgreSQL and real service processes. What"
                        + " AWS adds to these seconds is stated below, apart from them."
                : "Measured on AWS, by clients on another machine: what these seconds contain of its way to AWS was not taken out.";
    }
}
