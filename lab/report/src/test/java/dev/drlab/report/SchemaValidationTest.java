package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Written documents are valid by the published schemas. */
class SchemaValidationTest {
    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("outage", Samples.outage()),
                Arguments.of("switchover", Samples.switchover()),
                Arguments.of("failback", Samples.failback(0)),
                Arguments.of("not recovered", Samples.outageWithoutEnd()),
                Arguments.of("no lag", Samples.outage().replication(new ReplicationLag(null, 0, 1))),
                Arguments.of("split brain", Samples.outage().splitBrain(new Report.SplitBrain(793, 5.4, true))),
                Arguments.of(
                        "split brain that was not counted",
                        Samples.outage()
                                .splitBrain(Report.SplitBrain.notMeasured("the clocks contradict each other"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void aReportIsValid(String name, ReportBuilder builder) throws IOException {
        assertThat(PublishedSchema.REPORT.violations(ReportJson.text(builder.build())))
                .isEmpty();
    }

    @Test
    void aSummaryIsValid() throws IOException {
        Summary summary = new Summary(
                Summary.SCHEMA_VERSION,
                Samples.START,
                60,
                List.of(
                        Summary.Row.of(Samples.switchover().build(), "a/report.html"),
                        Summary.Row.of(Samples.outageWithoutEnd().build(), "b/report.html"),
                        Summary.Row.unfinished("failback", "interrupted", "c/report.html", 9),
                        Summary.Row.couldNotRun("partition", "the port is taken", 1.5)));
        assertThat(PublishedSchema.SUMMARY.violations(summary.json())).isEmpty();
    }

    @Test
    void aReportOfARunThatDidNotEndIsValidAndNoFinishedOne() throws IOException {
        assertThat(PublishedSchema.UNFINISHED.violations(Samples.interrupted().json()))
                .isEmpty();
        assertThat(PublishedSchema.REPORT.violations(Samples.interrupted().json()))
                .isNotEmpty();
        assertThat(PublishedSchema.UNFINISHED.violations(
                        Samples.interrupted().json().replace("\"interrupted\"", "\"pass\"")))
                .isNotEmpty();
    }

    @Test
    void whatIsNotValidIsFound() throws IOException {
        String text = ReportJson.text(Samples.outage().build());
        assertThat(PublishedSchema.REPORT.violations(
                        text.replace("\"laterSecondsBelow\" : 0", "\"laterSecondsBelow\" : \"none\"")))
                .isNotEmpty();
    }
}
