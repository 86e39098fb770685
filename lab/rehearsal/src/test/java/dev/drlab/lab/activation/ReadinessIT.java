package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Drain;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabReadiness;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.network.CutMode;
import dev.drlab.lab.simulation.network.Link;
import dev.drlab.readiness.Outcome;
import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.ReadinessText;
import dev.drlab.readiness.Result;
import dev.drlab.readiness.Verdict;
import dev.drlab.readiness.check.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readiness of a lab's regions: a healthy one is ready, and whatever is spoilt in it is found. */
class ReadinessIT {
    @ExtendWith(RunningRegions.class)
    private static TwoRegions regions;

    /** A test before may have cut the standby off, which comes back in its own time. */
    @BeforeEach
    void awaitTheStandby() throws SQLException {
        regions.awaitReplicated();
    }

    @AfterEach
    void mend() {
        regions.lab().network().links().forEach(Link::heal);
        regions.standby().faults().disarmAll();
    }

    @Test
    void aHealthyLabIsReadyByEveryCheckThatItHas() throws InterruptedException {
        ReadinessReport report = observe(regions.standby());
        System.out.println(ReadinessText.of(report));
        assertThat(report.results())
                .filteredOn(result -> result.outcome() != Outcome.LEFT_OUT)
                .hasSize(11)
                .allSatisfy(result -> assertThat(result.outcome())
                        .as(result.check().id() + ": " + result.fact())
                        .isEqualTo(Outcome.OK));
        assertThat(report.verdict()).isEqualTo(Verdict.READY);
    }

    /** But for figures: what the checks say is what the documentation shows. */
    @Test
    void theExampleInTheDocumentationSaysTheSame() throws IOException, InterruptedException {
        ReadinessReport report = observe(regions.standby());
        String example = Files.readString(Path.of("..", "..", "docs", "examples", "readiness-healthy.txt"));
        assertThat(words(
                        ReadinessText.of(report), report.region(), report.peer().orElseThrow()))
                .as("docs/examples/readiness-healthy.txt; docs/readiness.md says how it was made")
                .isEqualTo(words(example, RegionNames.SECONDARY, RegionNames.PRIMARY));
    }

    private static String words(String text, String region, String peer) {
        return text.replace(region, "REGION")
                .replace(peer, "PEER")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\d+(\\.\\d+)*", "N")
                .replaceAll(" {2,}", "  ");
    }

    @Test
    void theWriterCannotTakeOver() throws InterruptedException {
        fails(observe(regions.active()), Check.AUTHORITY, "is the writer already");
    }

    @Test
    void aReplicaInBackingUpIsNotReady() throws InterruptedException {
        LabAccess.backingUp(regions.lab(), regions.standby().name(), true);
        ReadinessReport report = observe(regions.standby());
        System.out.println(ReadinessText.of(report));
        LabAccess.backingUp(regions.lab(), regions.standby().name(), false);
        fails(report, Check.REPLICA, "'backing-up'");
    }

    @Test
    void aReplicaThatReceivesNothingIsNotReady() {
        regions.lab().network().links().forEach(link -> link.cut(CutMode.BLACK_HOLE));
        await("the replica gives its connection up")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> fails(observe(regions.standby()), Check.LAG, "not active"));
    }

    @Test
    void aLockAndADrainThatWereLeftBehindAreFound() throws InterruptedException {
        LabRegion active = regions.active();
        LabAccess.agent(
                regions.lab(),
                regions.standby().name(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("action", "lock")
                        .put("side", "own")
                        .put("owner", "run-1")
                        .put("verb", "activate")
                        .put("leaseSeconds", 30)
                        .put("force", false));
        ControlTable table = active.controlTable();
        long epoch = table.read().orElseThrow().epoch();
        assertThat(table.drain(epoch, new Drain("token", Instant.now().plusSeconds(60))))
                .isTrue();
        ReadinessReport report = observe(regions.standby());
        System.out.println(ReadinessText.of(report));
        table.undrain(epoch, "token");
        LabAccess.agent(
                regions.lab(),
                regions.standby().name(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("action", "unlock")
                        .put("side", "own")
                        .put("owner", "run-1"));
        fails(report, Check.LOCK, "activate 'run-1' holds the lock");
        fails(report, Check.DRAIN, "is drained by 'token'");
    }

    @Test
    void backupsThatAreOffAreFound() throws InterruptedException {
        String identifier = "drlab-" + regions.standby().name();
        LabAccess.rds(regions.lab(), regions.standby().name())
                .modifyDBInstance(r -> r.dbInstanceIdentifier(identifier)
                        .backupRetentionPeriod(0)
                        .applyImmediately(true));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> fails(observe(regions.standby()), Check.BACKUPS, identifier + " are off"));
        LabAccess.rds(regions.lab(), regions.standby().name())
                .modifyDBInstance(r -> r.dbInstanceIdentifier(identifier)
                        .backupRetentionPeriod(7)
                        .applyImmediately(true));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                of(observe(regions.standby()), Check.REPLICA).outcome())
                        .isEqualTo(Outcome.OK));
    }

    /** A call without an answer never counts as passed. */
    @Test
    void aCallThatGetsNoAnswerIsNotJudged() throws InterruptedException {
        regions.standby().faults().failAlways(call -> call.is("Rds", "describeDBInstances"), Fault.SERVER_ERROR);
        ReadinessReport report = observe(regions.standby());
        assertThat(of(report, Check.REPLICA).outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(of(report, Check.REPLICA).fact()).contains("rds:DescribeDBInstances failed");
        assertThat(report.verdict()).as("%s", report.results()).isEqualTo(Verdict.NOT_JUDGED);
    }

    private static ReadinessReport observe(LabRegion region) throws InterruptedException {
        return new LabReadiness(regions.lab()).of(region.name());
    }

    private static void fails(ReadinessReport report, Check check, String named) {
        Result result = of(report, check);
        assertThat(result.outcome()).as(result.toString()).isEqualTo(Outcome.FAILED);
        assertThat(result.findings().toString()).contains(named);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_READY);
    }

    private static Result of(ReadinessReport report, Check check) {
        return report.results().stream()
                .filter(result -> result.check() == check)
                .findFirst()
                .orElseThrow();
    }
}
