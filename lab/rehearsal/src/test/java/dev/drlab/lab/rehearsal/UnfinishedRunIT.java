package dev.drlab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.report.PublishedSchema;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that does not come to its end writes what it knows, never a pass, and keeps its logs. */
@Tag("deep")
@Tag("alone")
class UnfinishedRunIT {
    @TempDir
    private Path directory;

    @Test
    void anInterruptedRunTellsWhatItKnewAndKeepsItsLogs() throws Exception {
        Thread run = Thread.currentThread();
        Throwable end = catchThrowable(() -> Rehearsal.run(Scenario.PRIMARY_OUTAGE, options(), (at, name, detail) -> {
            if (name.equals("outage detected")) {
                run.interrupt();
            }
        }));
        assertThat(end).isInstanceOf(RunInterrupted.class);
        assertThat(Thread.interrupted()).as("the interrupt was used up").isFalse();
        JsonNode report = report(((RunInterrupted) end).directory());
        assertThat(report.path("verdict").asText()).isEqualTo("interrupted");
        assertThat(report.at("/availability/requests").asLong()).isPositive();
        assertThat(report.at("/acknowledged/writes").asLong()).isPositive();
        assertThat(report.at("/events").findValuesAsText("name")).contains("region killed", "outage detected");
        assertThat(report.path("unknown").toString()).contains("what was lost", "whether the targets were met");
        nothingIsLeftInTheLab();
    }

    /** Every database is gone before the first write, and RDS cannot start it again. */
    @Test
    void aRunThatCannotGoOnSaysWhyAndKeepsItsLogs() throws Exception {
        UnfinishedRun end = catchThrowableOfType(
                UnfinishedRun.class,
                () -> Rehearsal.run(Scenario.PLANNED_SWITCHOVER, options(), (at, name, detail) -> {
                    if (name.equals("lab up")) {
                        loseDatabases();
                    }
                }));
        assertThat(end)
                .hasMessageContaining("the traffic did not begin within 30 s: 0 writes acknowledged")
                .hasMessageContaining("at least one of each is awaited")
                .hasMessageContaining(end.directory().toString());
        JsonNode report = report(end.directory());
        assertThat(report.path("verdict").asText()).isEqualTo("error");
        assertThat(report.at("/verdictReasons/0").asText()).contains("0 writes acknowledged");
        assertThat(report.path("availability").isNull()).isTrue();
        assertThat(end.directory().resolve("failure.txt")).content().contains("LabException");
        nothingIsLeftInTheLab();
    }

    @Test
    void aSeriesThatIsInterruptedSumsUpWhatWasRun() throws Exception {
        Thread run = Thread.currentThread();
        SeriesResult result = RehearsalSeries.runAll(options(), (at, name, detail) -> {
            if (name.equals("lab up")) {
                run.interrupt();
            }
        });
        assertThat(result.interrupted())
                .as(result.summary().scenarios().toString())
                .isTrue();
        assertThat(result.summary().verdict()).isEqualTo(Summary.Verdict.ERROR);
        assertThat(result.summary().scenarios()).singleElement().satisfies(row -> {
            assertThat(row.reasons()).containsExactly("interrupted");
            assertThat(result.directory().resolve(row.page())).exists();
        });
    }

    @Test
    void whereNoLabCouldBeginThereIsNothingToKeep() throws Exception {
        try (LabHome taken = LabHome.open(directory.resolve("lab"))) {
            assertThat(catchThrowable(
                            () -> Rehearsal.run(Scenario.PLANNED_SWITCHOVER, options(), (at, name, detail) -> {})))
                    .isExactlyInstanceOf(LabException.class)
                    .hasMessageContaining("another lab");
            assertThat(taken.directory()).exists();
        }
        assertThat(directory.resolve("runs")).doesNotExist();
    }

    private JsonNode report(Path run) throws Exception {
        String text = Files.readString(run.resolve("report.json"));
        assertThat(PublishedSchema.UNFINISHED.violations(text)).isEmpty();
        assertThat(run.resolve("report.html")).content().contains("No target was judged");
        JsonNode report = Json.mapper().readTree(text);
        Path logs = run.resolve(report.path("logs").asText());
        assertThat(logs.resolve("ap-southeast-2/postgres.log")).isNotEmptyFile();
        assertThat(logs.resolve("us-west-2")).isDirectoryContaining("glob:**/service-*.log");
        return report;
    }

    private void nothingIsLeftInTheLab() throws Exception {
        try (var left = Files.list(directory.resolve("lab"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .doesNotContain("ap-southeast-2", "us-west-2", "children", "lab.pid");
        }
    }

    private void loseDatabases() {
        List<ProcessHandle> servers = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .toList();
        assertThat(servers).isNotEmpty();
        servers.forEach(ProcessHandle::destroyForcibly);
        for (String region : RegionNames.all()) {
            try {
                Files.delete(directory.resolve("lab").resolve(region).resolve("data/global/pg_control"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RehearsalOptions options() {
        return new RehearsalOptions(
                LabOptions.defaults(directory.resolve("lab")),
                50,
                50,
                Duration.ofSeconds(1),
                Duration.ofSeconds(300),
                Duration.ofMinutes(30),
                directory.resolve("runs"),
                false,
                "test");
    }
}
