package dev.drlab.cli.drill;

import static dev.drlab.cli.drill.FakeDrillCloud.P;
import static dev.drlab.cli.drill.FakeDrillCloud.R;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.json.Json;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.drill.move.NoCanaries;
import dev.drlab.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command over a service and a Step Functions of the test: what it starts, what it says, and what never passes. */
class SwitchoverDrillTest {
    private static final JsonMapper JSON = Json.mapper();

    @TempDir
    private Path directory;

    private final FakeDrillCloud cloud = new FakeDrillCloud();
    private FakeService service;

    @BeforeEach
    void serve() throws IOException {
        service = new FakeService(P);
        cloud.executions.onRead = number -> service.movedTo(R, 2);
        cloud.canaries = () -> new FixedCanaries(Canaries.Answer.measured(
                new Canaries.Figures(new CanaryAccount(100, 0, 0, 0, 0), new ReplicationLag(null, 0, 1))));
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void aMoveThatMeetsEveryTargetPassesAndSaysWhereItWasMeasured() throws IOException {
        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("account     " + FakeDrillCloud.ACCOUNT, "drill       switchover from " + P + " to " + R)
                .contains("PreCheck", "activate ended           SUCCEEDED", "PASS  drill-switchover");
        JsonNode report = report();
        assertThat(report.path("target").asText()).isEqualTo("aws");
        assertThat(report.path("lab").isNull()).isTrue();
        assertThat(report.path("logs").isNull()).isTrue();
        assertThat(report.path("rpo").path("http").path("acked").asLong()).isPositive();
        assertThat(report.path("regions").path("active").asText()).isEqualTo(R);
        assertThat(Files.readString(directory.resolve("report.html"))).contains("Measured on AWS");
        assertThat(cloud.executions.started).hasSize(1);
    }

    @Test
    void canariesThatWereNotMeasuredNeverPass() throws IOException {
        cloud.canaries = () -> new NoCanaries("no run of the verifier spanned the move");

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out())
                .contains("canaries: not measured", "Not measured, so the loss is not judged: canaries (no run of");
        JsonNode report = report();
        assertThat(report.path("rpo").path("canaries").isNull()).isTrue();
        assertThat(report.path("rpo").path("met").asBoolean()).isFalse();
        assertThat(report.path("replication").isNull()).isTrue();
        assertThat(report.path("verdict").asText()).isEqualTo("fail");
    }

    /** RDS promoted for longer than a switchover may be without writes, though not for longer than a recovery may take. */
    @Test
    void aSwitchoverThatWasTooLongWithoutWritesDoesNotPass() throws IOException {
        long[] outage = slowPromotion(Duration.ofSeconds(1));

        Drills.Outcome outcome = with(Map.of("--target-gap", "500ms"), R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode report = report();
        assertThat(report.path("rto").path("met").asBoolean()).isTrue();
        JsonNode gap = check(report, "longest time without an accepted write, all of the switchover");
        assertThat(gap.path("held").asBoolean()).isFalse();
        assertThat(gap.path("expected").asText()).isEqualTo("at most 0.5 s");
        assertThat(seconds(gap)).isGreaterThanOrEqualTo((outage[1] - outage[0]) / 1e9 - 0.002);
        assertThat(report.path("assumptions").get(0).path("simulated").asText()).contains("0.5 s (--target-gap)");
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    @Test
    void theUsualPromotionIsAllowedAndTheReportSaysSo() throws IOException {
        slowPromotion(Duration.ofSeconds(1));

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        JsonNode gap = check(report(), "longest time without an accepted write, all of the switchover");
        assertThat(gap.path("expected").asText()).isEqualTo("at most 610.0 s");
        assertThat(seconds(gap)).isGreaterThan(0.9);
        assertThat(report().path("assumptions").get(0).path("simulated").asText())
                .contains("610.0 s (--target-gap)", "PromoteReadReplica");
    }

    @Test
    void theTargetForRecoveryLimitsTheGapToo() throws IOException {
        with(Map.of("--target-rto", "60"), R);

        assertThat(check(report(), "longest time without an accepted write, all of the switchover")
                        .path("expected")
                        .asText())
                .isEqualTo("at most 60.0 s");
    }

    /** The laptop slept for 400 s of an outage of 900 s: the monotonic clock has 500 s of it. */
    @Test
    void aGapThatTheMachineMayHaveSleptThroughIsAddedToIt() throws IOException {
        AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
        slowPromotion(Duration.ofSeconds(1));
        Consumer<Integer> promotion = cloud.executions.onRead;
        cloud.executions.onRead = number -> {
            set.set(Duration.ofSeconds(400));
            promotion.accept(number);
        };

        Drills.Outcome outcome = onWall(
                () -> Instant.now().plus(set.get()), Map.of("--target-gap", "400500ms", "--target-rto", "3600"), R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode report = report();
        String gap = "longest time without an accepted write, all of the switchover";
        String asleep = ", had this machine stood still for the 400.0 s by which its wall clock went ahead";
        assertThat(check(report, gap).path("held").asBoolean()).isTrue();
        assertThat(check(report, gap + asleep).path("held").asBoolean()).isFalse();
        assertThat(seconds(check(report, gap + asleep))).isGreaterThan(400.9);
        assertThat(check(report, "full recovery" + asleep).path("held").asBoolean())
                .isTrue();
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    /** Outside of the outage, too, a machine that stands still sees no refused write. */
    @Test
    void theGapsOfThePartsAreJudgedWithTheTimeAsleep() throws IOException {
        AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
        cloud.executions.onRead = number -> {
            set.set(Duration.ofSeconds(30));
            service.movedTo(R, 2);
        };

        Drills.Outcome outcome = onWall(() -> Instant.now().plus(set.get()), Map.of(), R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        assertThat(report().path("verdictReasons").toString())
                .contains("longest time without an accepted write in '", "for the 30.0 s by which");
    }

    /** This machine slept between two answers: by its clock the epoch seems to be written 400 s later than it was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void staleWritesAreNotJudgedWhereTheClocksCannotBeCompared(boolean answered) throws IOException {
        cloud.executions.states = new String[] {"PreCheck", "RaiseEpoch", "OpenDatabase"};
        cloud.executions.reads = 30; // P accepts writes long after it was replaced
        cloud.executions.historyAt = 2;
        cloud.executions.ahead = answered ? Duration.ZERO : null;
        cloud.executions.onRead = number -> {
            if (answered && number == 2) {
                cloud.executions.ahead = Duration.ofSeconds(400);
            }
            if (number == cloud.executions.reads) {
                service.movedTo(R, 2);
            }
        };

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode report = report();
        assertThat(report.path("splitBrain").path("notMeasured").asText())
                .contains(answered ? "not comparable with this machine's" : "not compared with this machine's");
        assertThat(report.path("verdictReasons").toString()).contains("so split brain is not judged");
        assertThat(outcome.out()).doesNotContain("accepted no write after it had been replaced");
        assertThat(Files.readString(directory.resolve("report.html"))).contains("not measured");
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    @Test
    void staleWritesAreCountedWhereTheClocksWereCompared() throws IOException {
        cloud.executions.states = new String[] {"PreCheck", "RaiseEpoch", "OpenDatabase"};
        cloud.executions.reads = 100;
        cloud.executions.onRead = number -> {
            if (number == cloud.executions.reads) {
                service.movedTo(R, 2);
            }
        };

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode splitBrain = report().path("splitBrain");
        assertThat(splitBrain.path("notMeasured").isNull()).isTrue();
        assertThat(splitBrain.path("httpWritesAcceptedByStaleRegion").asLong()).isPositive();
    }

    /** Nobody writes for so long; the {@link System#nanoTime()} of both ends. */
    private long[] slowPromotion(Duration time) {
        long[] ends = new long[2];
        cloud.executions.onRead = number -> {
            if (number == 1) {
                service.movedTo(null, 1);
                ends[0] = System.nanoTime();
                LockSupport.parkNanos(time.toNanos());
                while (System.nanoTime() - ends[0] < time.toNanos()) {
                    LockSupport.parkNanos(1_000_000);
                }
                ends[1] = System.nanoTime();
                service.movedTo(R, 2);
            }
        };
        return ends;
    }

    private static JsonNode check(JsonNode report, String name) {
        for (JsonNode check : report.path("checks")) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check '" + name + "' in " + report.path("checks"));
    }

    private static double seconds(JsonNode check) {
        return Double.parseDouble(check.path("measured").asText().replace(" s", ""));
    }

    @Test
    void aRowWhoseIdWasGivenToAnotherIsLost() throws IOException {
        cloud.executions.onRead = number -> {
            if (number == 1) {
                service.rows.replaceAll((id, value) -> id <= 3 ? "another's" : value);
            }
            service.movedTo(R, 2);
        };

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(report().path("rpo").path("http").path("lost").asLong()).isEqualTo(3);
        assertThat(outcome.out()).contains("A switchover may lose nothing, but 3 acknowledged writes are missing.");
    }

    @Test
    void writesThatNobodyAnswersForAreNotCalledSurvivors() throws IOException {
        cloud.canaries = () -> {
            return new FixedCanaries(Canaries.Answer.measured(
                    new Canaries.Figures(new CanaryAccount(100, 0, 0, 0, 0), new ReplicationLag(null, 0, 1)))) {
                @Override
                public Answer end(Instant event) {
                    service.reads = false;
                    return super.end(event);
                }
            };
        };

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).isEqualTo(1);
        JsonNode http = report().path("rpo").path("http");
        assertThat(http.path("unaccounted").asLong())
                .isEqualTo(http.path("acked").asLong());
        assertThat(outcome.out()).contains("the service did not answer for them");
    }

    @Test
    void aRefusedExecutionFailsTheDrillAndMayBeTriedAgainInTheSameDirectory() throws IOException {
        cloud.executions.onRead = number -> {};
        cloud.executions.end = ExecutionState.Status.FAILED;
        cloud.executions.error = "LagAboveTarget";
        cloud.executions.cause = "the replica is 400 s behind";

        Drills.Outcome refused = switchover(R);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("FAILED: LagAboveTarget: the replica is 400 s behind");
        assertThat(report().path("regions").path("active").asText()).isEqualTo(P);
        String first = cloud.executions.started.keySet().iterator().next();

        cloud.executions.end = ExecutionState.Status.SUCCEEDED;
        cloud.executions.onRead = number -> service.movedTo(R, 2);
        Drills.Outcome again = switchover(R);

        assertThat(again.code()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains("the attempt before, " + first);
        assertThat(cloud.executions.started).hasSize(2);
        assertThat(directory.resolve(first).resolve("report.json")).exists();
    }

    @Test
    void anExecutionThatTimedOutFailsTheDrill() throws IOException {
        cloud.executions.end = ExecutionState.Status.TIMED_OUT;

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.out()).contains("execution of activate: TIMED_OUT, expected: SUCCEEDED");
    }

    @Test
    void anInterruptedDrillNamesWhatGoesOnAndTheSameCommandFollowsIt() throws IOException {
        cloud.executions.onRead = number -> Thread.currentThread().interrupt();

        Drills.Outcome interrupted = switchover(R);

        assertThat(interrupted.code()).isEqualTo(130);
        String name = cloud.executions.started.keySet().iterator().next();
        assertThat(interrupted.err())
                .contains("activate goes on in Step Functions: activate:" + name)
                .contains("to go on with it: ./drlab drill switchover " + R);
        assertThat(report().path("verdict").asText()).isEqualTo("interrupted");

        cloud.executions.onRead = number -> service.movedTo(R, 2);
        Drills.Outcome followed = switchover();

        assertThat(followed.code()).isEqualTo(2); // recovery was not seen, so nothing passes
        assertThat(followed.out()).contains("goes on with " + name, "activate ended: SUCCEEDED", "0 lost");
        assertThat(followed.err()).contains("recovery was not measured");
        assertThat(cloud.executions.started).hasSize(1);
        assertThat(cloud.executions.starts).isEqualTo(2);
    }

    @Test
    void aFinishedDrillIsToldAgainAndNothingIsStarted() {
        assertThat(switchover(R).code()).isZero();

        Drills.Outcome again = switchover();

        assertThat(again.code()).isZero();
        assertThat(again.out()).contains("has come to its end already");
        assertThat(cloud.executions.starts).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--project, b, project: was drlab; now b",
        "--url, http://127.0.0.1:9, now http://127.0.0.1:9",
        "--target-rto, 60, target-rto: was",
        "--target-rpo, 1, target-rpo: was",
        "--target-failed, 49.999, target-failed: was",
        "--rate, 5, rate: was"
    })
    void aFinishedDrillDoesNotAnswerForAnother(String option, String value, String difference) {
        assertThat(switchover(R).code()).isZero();

        Drills.Outcome other = with(Map.of(option, value));

        assertThat(other.code()).as(other.out()).isEqualTo(2);
        assertThat(other.err()).contains("another drill was made", difference, "name another --report-dir");
        assertThat(other.out()).doesNotContain("PASS");
        assertThat(cloud.executions.starts).isEqualTo(1);
    }

    @Test
    void aFinishedDrillDoesNotAnswerForAnotherAccountOrPeer() {
        assertThat(switchover(R).code()).isZero();
        cloud.account = "210987654321";

        Drills.Outcome account = switchover();
        cloud.account = FakeDrillCloud.ACCOUNT;
        cloud.runbookPeer = "eu-west-1";
        Drills.Outcome peer = with(Map.of("--peer", "eu-west-1"));

        assertThat(account.code()).isEqualTo(2);
        assertThat(account.err()).contains(FakeDrillCloud.ACCOUNT, "210987654321", "name another --report-dir");
        assertThat(peer.code()).isEqualTo(2);
        assertThat(peer.err()).contains("from: was " + P + "; now eu-west-1", "name another --report-dir");
    }

    @Test
    void aReportWithoutTheRecordOfItsDrillAnswersForNothing() throws IOException {
        assertThat(switchover(R).code()).isZero();
        Files.delete(directory.resolve("drill.json"));

        Drills.Outcome again = switchover();

        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("drill.json", "name another --report-dir");
    }

    @Test
    void theReasonMakesNoOtherDrill() {
        assertThat(switchover(R).code()).isZero();

        assertThat(with(Map.of("--reason", "another quarter")).code()).isZero();
        assertThat(cloud.executions.starts).isEqualTo(1);
    }

    @Test
    void nothingIsStartedWhereTheRegionIsTheWriterAlready() {
        service.movedTo(R, 2);

        Drills.Outcome outcome = switchover(R);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("writes are accepted by " + R + ", not by " + P, "nothing was moved");
        assertThat(cloud.executions.starts).isZero();
    }

    @Test
    void nothingIsStartedWithoutConsentWithAnotherRunbookOrInAnotherDrillsDirectory() throws IOException {
        assertThat(switchover("yes").err()).contains("not confirmed: 'yes' is not " + R);
        cloud.runbookPeer = "eu-west-1";
        assertThat(switchover(R).err()).contains("the runbook of " + R + " is of " + R + " with the peer eu-west-1");
        cloud.runbookPeer = P;
        Files.writeString(
                directory.resolve("drill.json"),
                JSON.writeValueAsString(new DrillRecord(
                        "failover", R, P, FakeDrillCloud.ACCOUNT, "drlab", "name", "{}", "2026-01-01T00:00:00Z")));
        assertThat(switchover(R).err()).contains("another drill was begun (failover to " + R);
        assertThat(new Drills(cloud, Drills.QUICK)
                        .run(
                                "switchover",
                                "us-west-9",
                                "--peer",
                                P,
                                "--url",
                                "http://a",
                                "--report-dir",
                                directory.toString())
                        .err())
                .contains("there is no region 'us-west-9'; did you mean us-west-");
        assertThat(cloud.executions.starts).isZero();
    }

    private Drills.Outcome switchover(String... typed) {
        return with(Map.of(), typed);
    }

    /** The same command with other options. */
    private Drills.Outcome with(Map<String, String> others, String... typed) {
        return onWall(InstantSource.system(), others, typed);
    }

    /** The same on a machine with that wall clock. */
    private Drills.Outcome onWall(InstantSource wall, Map<String, String> others, String... typed) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--peer", P);
        options.put("--url", service.url().toString());
        options.put("--report-dir", directory.toString());
        options.put("--target-failed", "50");
        options.putAll(others);
        List<String> line = new ArrayList<>(List.of("switchover", R));
        options.forEach((option, value) -> line.addAll(List.of(option, value)));
        return new Drills(
                        cloud,
                        Drills.QUICK,
                        directory.resolve("faults"),
                        wall,
                        typed.length == 0 ? new String[] {"nobody is asked"} : typed)
                .run(line.toArray(String[]::new));
    }

    private JsonNode report() throws IOException {
        return JSON.readTree(directory.resolve("report.json").toFile());
    }
}
