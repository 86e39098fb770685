package dev.drlab.report.html;

import static dev.drlab.report.html.Dom.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.report.AwsProjection;
import dev.drlab.report.Report;
import dev.drlab.report.Samples;
import dev.drlab.report.Series;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class HtmlReportTest {
    private static final String HOSTILE = "</style><script>alert(1)</script> & \"quoted\" 'single' \u0000 \uD800";

    @TempDir
    private Path folder;

    @Test
    void isWellFormedForEveryKindOfReport() throws Exception {
        Series series = Samples.outageSeries();
        parse(HtmlReport.text(Samples.outage().build(), series));
        parse(HtmlReport.text(Samples.switchover().build(), series));
        parse(HtmlReport.text(Samples.failback(0).build(), series));
        parse(HtmlReport.text(Samples.outage().build(), Series.empty(Samples.START)));
        parse(HtmlReport.text(
                Samples.outageWithoutEnd()
                        .replication(new ReplicationLag(null, 0, 1))
                        .events(List.of())
                        .assumptions(List.of())
                        .projection(AwsProjection.none())
                        .build(),
                series));
    }

    @Test
    void needsNothingFromOutside() throws Exception {
        Document page = parse(HtmlReport.text(Samples.outage().build(), Samples.outageSeries()));
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            assertThat(element.getTagName())
                    .isNotIn("script", "link", "img", "iframe", "object", "embed", "use", "image", "base", "form");
            for (String attribute : List.of("src", "srcset", "xlink:href", "data", "poster", "background")) {
                assertThat(element.hasAttribute(attribute)).as(attribute).isFalse();
            }
            assertThat(element.hasAttribute("href"))
                    .isEqualTo(element.getTagName().equals("a"));
        }
        assertThat(page.getElementsByTagName("style").item(0).getTextContent())
                .doesNotContain("url(", "@import", "@font-face");
    }

    @Test
    void escapesWhatItIsGiven() throws Exception {
        Series series = Samples.outageSeries();
        Report report = Samples.outage()
                .scenario(HOSTILE)
                .command(HOSTILE)
                .warnings(List.of(HOSTILE))
                .events(List.of(Samples.event(1, HOSTILE, HOSTILE)))
                .build();
        Series hostileSeries = new Series(
                series.origin(),
                series.bins(),
                series.lags(),
                series.exposures(),
                List.of(new Series.Visit(HOSTILE, 13_000, 14_000)),
                List.of(new Series.Marker(13_000, HOSTILE, Series.MarkerKind.START)),
                List.of(new Series.Writer(HOSTILE, 0, 10_000)));
        String text = HtmlReport.text(report, hostileSeries);
        Document page = parse(text);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("style").getLength()).isEqualTo(1);
        assertThat(page.getElementsByTagName("li").item(0).getTextContent())
                .isEqualTo(HOSTILE.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD'));
        assertThat(text).doesNotContain("<script", "\u0000");
    }

    @Test
    void saysTheResultInPlainWords() throws Exception {
        Document page = parse(HtmlReport.text(Samples.outage().build(), Samples.outageSeries()));
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo(
                        "Passed, with loss. Service was fully back in 4.51\u00a0s (target 30\u00a0min), with a first write"
                                + " after 4.09\u00a0s.");
        String text = page.getDocumentElement().getTextContent();
        assertThat(text)
                .contains(
                        "13 of 8,675 acknowledged writes were lost, from the last 183\u00a0ms before the switch (target 5\u00a0min)")
                .contains("97.74\u00a0% of 18,307 requests answered since the steady state")
                .contains("Every acknowledgement since the traffic started")
                .contains("projection, not measured")
                .contains("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
                .contains("./drlab rehearse primary-outage --rate 100");
    }

    @Test
    void saysWhyItFailed() throws Exception {
        Document page = parse(HtmlReport.text(Samples.outageWithoutEnd().build(), Samples.outageSeries()));
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("✗ Failed. Service was not back after 59.6\u00a0s (target 30\u00a0min).");
        assertThat(page.getElementsByTagName("li").item(0).getTextContent()).contains("did not come back");
    }

    @Test
    void canBeReadWithoutSeeingIt() throws Exception {
        Document page = parse(HtmlReport.text(Samples.outage().build(), Samples.outageSeries()));
        Set<String> ids = new HashSet<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertThat(id.isEmpty() || ids.add(id)).as("id %s is unique", id).isTrue();
        }
        NodeList pictures = page.getElementsByTagName("svg");
        assertThat(pictures.getLength()).isEqualTo(6);
        for (int i = 0; i < pictures.getLength(); i++) {
            for (String id :
                    ((Element) pictures.item(i)).getAttribute("aria-labelledby").split(" ", -1)) {
                assertThat(ids).contains(id);
            }
        }
        NodeList headers = page.getElementsByTagName("th");
        for (int i = 0; i < headers.getLength(); i++) {
            assertThat(((Element) headers.item(i)).getAttribute("scope")).isIn("row", "col");
        }
        assertThat(page.getElementsByTagName("caption").getLength())
                .isEqualTo(page.getElementsByTagName("table").getLength());
    }

    @Test
    void writesTheFile() throws IOException {
        Path file = folder.resolve("run/report.html");
        HtmlReport.write(file, Samples.outage().build(), Samples.outageSeries());
        assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(Files.size(file)).isLessThan(300_000);
    }

    @Test
    void indexLinksEachRehearsal() throws Exception {
        Document page = parse(SummaryPage.text(new Summary(
                Summary.SCHEMA_VERSION,
                Samples.START,
                83.2,
                List.of(
                        Summary.Row.of(Samples.outage().build(), "a-primary-outage/report.html"),
                        Summary.Row.of(
                                Samples.switchover()
                                        .detection(new Report.Detection(null, 1))
                                        .build(),
                                "b/report.html")))));
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent()).isEqualTo("1 of 2 rehearsals passed");
        assertThat(((Element) page.getElementsByTagName("a").item(0)).getAttribute("href"))
                .isEqualTo("a-primary-outage/report.html");
    }

    @Test
    void aRunThatDidNotEndHasAPageThatSaysSo() throws Exception {
        Document page = parse(UnfinishedPage.text(Samples.interrupted()));
        assertThat(page.getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("✗ Interrupted. No target was judged.");
        assertThat(page.getDocumentElement().getTextContent())
                .contains("what was lost", "logs, beside this page", "1,300 writes, 520 canaries")
                .doesNotContain("Passed", "nothing lost");
    }
}
