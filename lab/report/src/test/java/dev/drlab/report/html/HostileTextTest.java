package dev.drlab.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.EveryField;
import dev.drlab.report.Hostile;
import dev.drlab.report.Report;
import dev.drlab.report.Samples;
import dev.drlab.report.Series;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A hostile text in every field of what a page is made of: the page has the same elements as with a harmless one of the same
 * length, and shows the text where that would stand.
 */
class HostileTextTest {
    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final String HARMLESS = "-".repeat(Hostile.TEXT.length());

    @Test
    void reportShowsItAsText() throws Exception {
        for (Report report : List.of(
                EveryField.report().build(),
                Samples.switchover().build(),
                Samples.outageWithoutEnd().build())) {
            assertShown(suffix ->
                    HtmlReport.text(Hostile.copy(report, suffix), Hostile.copy(Samples.outageSeries(), suffix)));
            assertShown(suffix -> HtmlReport.text(Hostile.copy(report, suffix), Series.empty(Samples.START)));
        }
    }

    @Test
    void pageOfAnUnfinishedRunShowsItAsText() throws Exception {
        for (UnfinishedReport report : List.of(EveryField.unfinished(), Samples.interrupted())) {
            assertShown(suffix -> UnfinishedPage.text(Hostile.copy(report, suffix)));
        }
    }

    @Test
    void indexShowsItAsText() throws Exception {
        Summary summary = new Summary(
                Summary.SCHEMA_VERSION,
                Samples.START,
                83.2,
                List.of(
                        Summary.Row.of(EveryField.report().build(), "a/report.html"),
                        Summary.Row.couldNotRun("failback", "no lab", 3),
                        Summary.Row.unfinished("primary-outage", "interrupted", "b/report.html", 3)));
        assertShown(suffix -> SummaryPage.text(Hostile.copy(summary, suffix)));
    }

    /** Escaping is the engine's default, and no template leaves it. */
    @Test
    void noTemplatePutsAnythingOutUnescaped() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("$unsafe"));
        }
    }

    private static void assertShown(Function<String, String> page) throws Exception {
        String hostile = page.apply(Hostile.TEXT);
        assertThat(hostile).doesNotContain("<script");
        List<String> shown = Dom.lines(Dom.parse(hostile)).stream()
                .map(line -> line.replace(Hostile.shown(Hostile.TEXT), HARMLESS))
                .toList();
        assertThat(shown).isEqualTo(Dom.lines(Dom.parse(page.apply(HARMLESS))));
        assertThat(shown).filteredOn(line -> line.contains(HARMLESS)).hasSizeGreaterThan(10);
    }
}
