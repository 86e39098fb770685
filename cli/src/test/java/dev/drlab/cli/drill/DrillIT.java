package dev.drlab.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.drill.move.DrillWaits;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabOptions;
import dev.drlab.report.PublishedSchema;
import dev.drlab.workload.history.AcknowledgedWrite;
import dev.drlab.workload.history.HttpLedger;
import dev.drlab.workload.history.HttpLoss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command over a lab's regions: real PostgreSQL, real service processes, the lab's own runner. */
@Tag("deep")
class DrillIT {
    private static final String R = "us-west-2";
    private static final String P = "ap-southeast-2";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DrillWaits PACE = new DrillWaits(
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30));

    @TempDir
    private Path directory;

    @Test
    void aSwitchoverOfALabLosesNothingAndPasses() throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults(directory.resolve("lab")), (step, detail) -> {})) {
            lab.setRunbook(RunbookField.DRAIN_SECONDS, 60);
            LabDrillCloud cloud = new LabDrillCloud(lab, directory.resolve("canaries"));
            Path reports = directory.resolve("switchover");

            Drills.Outcome outcome = new Drills(cloud, PACE, R)
                    .run(
                            "switchover",
                            R,
                            "--peer",
                            P,
                            "--url",
                            lab.frontDoor().toString(),
                            "--report-dir",
                            reports.toString(),
                            "--target-failed",
                            "50"); // the machine of this test is shared

            assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
            JsonNode report = report(reports);
            assertThat(report.path("verdict").asText()).isEqualTo("pass");
            assertThat(report.path("regions").path("active").asText()).isEqualTo(R);
            assertThat(report.path("rpo").path("http").path("acked").asLong()).isPositive();
            assertThat(report.path("rpo").path("http").path("lost").asLong()).isZero();
            assertThat(report.path("rpo").path("canaries").path("acked").asLong())
                    .isPositive();
            assertThat(report.path("rto").path("phases").findValuesAsText("name"))
                    .contains("drain", "promotion", "first accepted write");
            assertThat(report.path("definition").path("sha256").asText())
                    .isEqualTo(lab.activateDefinition().sha256());
            assertThat(outcome.out()).contains("HandOver", "full recovery");
        }
    }

    @Test
    void aFailoverCountsWhatWasLostAndNeverPassesWithoutCanaries() throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults(directory.resolve("lab")), (step, detail) -> {})) {
            LabDrillCloud cloud = new LabDrillCloud(lab, directory.resolve("canaries"));
            cloud.canaries = false;
            Path reports = directory.resolve("failover");

            Drills.Outcome outcome = new Drills(cloud, PACE, directory.resolve("faults"), R)
                    .run(
                            "failover",
                            R,
                            "--peer",
                            P,
                            "--url",
                            lab.frontDoor().toString(),
                            "--report-dir",
                            reports.toString(),
                            "--target-failed",
                            "50");

            assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
            JsonNode report = report(reports);
            assertThat(report.path("rpo").path("canaries").isNull()).isTrue();
            assertThat(report.path("rto").path("seconds").isNumber()).isTrue();
            assertThat(report.path("rto").path("met").asBoolean()).isTrue();
            JsonNode http = report.path("rpo").path("http");
            assertThat(http.path("unaccounted").asLong()).isZero();
            assertThat(http.path("lost").asLong()).isPositive().isEqualTo(missing(lab, reports));
            assertThat(outcome.out()).contains("fault put in", "RaiseEpoch", "next: take the fault back");

            assertThat(new Drills(cloud, PACE, directory.resolve("faults"))
                            .run("restore-fault", P)
                            .out())
                    .contains(P + " is back");
        }
    }

    /** The same count by the survivor's database. */
    private static long missing(Lab lab, Path reports) throws IOException, SQLException {
        List<AcknowledgedWrite> writes = HttpLedger.read(reports.resolve("http-ledger.jsonl"));
        try (Connection survivor = lab.logins().reader(R)) {
            return HttpLoss.of(writes, survivor).lost();
        }
    }

    private static JsonNode report(Path directory) throws IOException {
        String json = Files.readString(directory.resolve("report.json"));
        assertThat(PublishedSchema.REPORT.violations(json)).isEmpty();
        assertThat(Files.readString(directory.resolve("report.html"))).contains("Measured on AWS");
        return JSON.readTree(json);
    }
}
