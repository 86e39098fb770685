package dev.drlab.cli.drill;

import static dev.drlab.cli.drill.FakeDrillCloud.P;
import static dev.drlab.cli.drill.FakeDrillCloud.R;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.report.PublishedSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The fault is saved before it is put in, named to whoever stops watching, and taken back exactly and as often as asked. */
class FailoverDrillTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory;

    private final FakeDrillCloud cloud = new FakeDrillCloud();
    private final FakeFault fault = new FakeFault();
    private FakeService service;

    @BeforeEach
    void serve() throws IOException {
        service = new FakeService(P);
        cloud.fault = fault;
        cloud.executions.onRead = number -> service.movedTo(R, 2);
        cloud.canaries = () -> new FixedCanaries(Canaries.Answer.measured(
                new Canaries.Figures(new CanaryAccount(100, 0, 0, 0, 0), new ReplicationLag(null, 0, 1))));
        fault.onPut = () -> service.movedTo(null, 1);
    }

    @AfterEach
    void end() {
        service.close();
    }

    @Test
    void putsTheFaultInUnderTrafficAndStartsAnUnplannedActivationFromItsMoment() throws IOException {
        Drills.Outcome outcome = failover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(fault.calls).containsExactly("look", "put true");
        JsonNode input =
                JSON.readTree(cloud.executions.started.values().iterator().next());
        assertThat(input.path("mode").asText()).isEqualTo("unplanned");
        assertThat(input.path("incidentStartedAt").asText()).isNotEmpty();
        JsonNode report = JSON.readTree(directory.resolve("report.json").toFile());
        assertThat(report.path("rto").path("startsAt").asText()).isEqualTo("fault put in");
        assertThat(report.path("detection").isNull()).isTrue();
        assertThat(report.path("assumptions")).hasSize(2);
        assertThat(outcome.out())
                .contains(
                        "next: take the fault back: " + undo(),
                        "drill reprotect " + P + " --peer " + R + " --project drlab");
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    /** NTP sets the wall clock, or a laptop wakes up: before the drill, or between the traffic's start and the fault. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepOfTheWallClockMakesNoRecoveryShorter(boolean underTraffic) throws IOException {
        Duration step = Duration.ofSeconds(6); // less than the gap that is allowed
        AtomicReference<Duration> set = new AtomicReference<>(underTraffic ? Duration.ZERO : step);
        InstantSource wall = () -> Instant.now().plus(set.get());
        long[] outage = new long[2];
        fault.onObserve = () -> set.set(step);
        fault.onPut = () -> {
            service.movedTo(null, 1);
            outage[0] = System.nanoTime();
        };
        cloud.executions.onRead = number -> {
            if (number == cloud.executions.reads) {
                outage[1] = System.nanoTime();
                service.movedTo(R, 2);
            }
        };
        cloud.executions.reads = 20;

        Drills.Outcome outcome = failover(wall, Map.of());

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        double least = (outage[1] - outage[0]) / 1e9 - 0.001; // each is rounded to the millisecond
        assertThat(least).isGreaterThan(0.2);
        JsonNode report = JSON.readTree(directory.resolve("report.json").toFile());
        assertThat(report.path("rto").path("seconds").asDouble()).isBetween(least, least + 15);
        assertThat(report.path("rto").path("fullRecovery").path("seconds").asDouble())
                .isBetween(least, least + 15);
        String incident = JSON.readTree(
                        cloud.executions.started.values().iterator().next())
                .path("incidentStartedAt")
                .asText();
        assertThat(Instant.parse(incident)).as("for AWS").isAfter(Instant.now().plusSeconds(2));
        assertThat(report.path("warnings").toString().contains("wall clock went ahead by 6.0 s"))
                .isEqualTo(underTraffic);
    }

    /** A machine that stood still for as long as its wall clock went ahead has not seen that time of the outage. */
    @Test
    void aTargetThatTheStepMayHaveHiddenIsNotMet() throws IOException {
        AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);
        fault.onObserve = () -> set.set(Duration.ofSeconds(90));

        Drills.Outcome outcome = failover(() -> Instant.now().plus(set.get()), Map.of("--target-rto", "60"));

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode report = JSON.readTree(directory.resolve("report.json").toFile());
        assertThat(report.path("rto").path("met").asBoolean()).isTrue();
        assertThat(report.path("checks").toString()).contains("had this machine stood still for the 90.0 s");
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    @Test
    void theGapOfASwitchoverIsNoTargetOfAFailover() {
        Drills.Outcome outcome = failover(InstantSource.system(), Map.of("--target-gap", "5"));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--target-gap is of a switchover");
        assertThat(fault.calls).isEmpty();
    }

    /** Replication had been stuck since before the drill: how much more is lost nobody saw. */
    @Test
    void nothingOfTheLostRegionsWritesSurvivingIsNotWithinATarget() throws IOException {
        fault.onPut = () -> {
            service.movedTo(null, 1);
            service.rows.clear();
        };

        Drills.Outcome outcome = failover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
        JsonNode report = JSON.readTree(directory.resolve("report.json").toFile());
        JsonNode http = report.path("rpo").path("http");
        assertThat(http.path("lost").asLong())
                .isPositive()
                .isLessThan(http.path("acked").asLong());
        assertThat(report.path("rpo").path("met").asBoolean()).isFalse();
        assertThat(report.path("rpo").path("http").path("lostWhole").asBoolean())
                .isTrue();
        assertThat(outcome.out())
                .contains("RPO          at least ", "Nothing that one writer acknowledged survived", "at least ");
        assertThat(PublishedSchema.REPORT.violations(report.toString())).isEmpty();
    }

    @Test
    void aLossWithASurvivorBeforeItIsJudged() throws IOException {
        fault.onPut = () -> {
            service.movedTo(null, 1);
            service.rows.keySet().removeIf(id -> id > 3);
        };

        Drills.Outcome outcome = failover(R);

        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        JsonNode rpo = JSON.readTree(directory.resolve("report.json").toFile()).path("rpo");
        assertThat(rpo.path("http").path("lost").asLong()).isPositive();
        assertThat(rpo.path("met").asBoolean()).isTrue();
    }

    @Test
    void whatWasThereIsWrittenDownBeforeTheFaultIsPutIn() {
        fault.onPut = () -> {
            assertThat(directory.resolve("fault.json")).exists();
            assertThat(directory.resolve("faults").resolve("drlab-" + P + ".json"))
                    .exists();
            assertThat(directory.resolve("drill.json")).exists();
            throw SdkClientException.create("no network");
        };

        Drills.Outcome outcome = failover(R);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no network", "the fault stays in " + P + " until: " + undo());
        assertThat(cloud.executions.starts).isZero();

        fault.onPut = () -> {};
        Drills.Outcome again = failover();

        assertThat(fault.calls).containsExactly("look", "put true", "put true"); // the whole of it, then the start
        assertThat(cloud.executions.started).hasSize(1);
        assertThat(again.out()).contains("activate ended: SUCCEEDED");
    }

    @Test
    void nothingIsPutInWhereAFaultIsInPlaceOrTheServiceIsNotSteady() {
        fault.inPlace = true;
        assertThat(failover(R).err()).contains("a fault is in place already");
        fault.inPlace = false;
        service.movedTo(R, 2);
        assertThat(failover(R).code()).isEqualTo(2);
        assertThat(fault.calls).doesNotContain("put true");
        assertThat(cloud.executions.starts).isZero();
        assertThat(directory.resolve("fault.json")).doesNotExist();
    }

    @Test
    void aStoppedDrillNamesTheCommandThatTakesTheFaultBack() {
        cloud.executions.onRead = number -> Thread.currentThread().interrupt();

        Drills.Outcome outcome = failover(R);

        assertThat(outcome.code()).isEqualTo(130);
        assertThat(outcome.err()).contains("activate goes on in Step Functions", undo());
    }

    @Test
    void theFaultIsTakenBackByEitherRecordAndAsOftenAsAsked() {
        failover(R);

        assertThat(restore("--report-dir", directory.toString()).code()).isZero();
        Drills.Outcome again = restore();

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("as it was again");
        assertThat(fault.calls).endsWith("take back true", "take back true");
    }

    @Test
    void anotherAccountsCredentialsAnotherRegionAndNoRecordAreRefused() throws IOException {
        assertThat(restore().err()).contains("there is no record of a fault at");
        failover(R);
        Files.copy(directory.resolve("fault.json"), directory.resolve("faults").resolve("drlab-" + R + ".json"));
        assertThat(new Drills(cloud, Drills.QUICK, directory.resolve("faults"))
                        .run("restore-fault", R)
                        .err())
                .contains("is of a fault in " + P + ", not in " + R);
        cloud.account = "210987654321";
        assertThat(restore().err()).contains("the fault is in account " + FakeDrillCloud.ACCOUNT);
        assertThat(fault.calls).noneMatch(call -> call.startsWith("take back"));
    }

    private String undo() {
        return "./drlab drill restore-fault " + P + " --project drlab --report-dir " + directory;
    }

    private Drills.Outcome restore(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "restore-fault";
        arguments[1] = P;
        System.arraycopy(options, 0, arguments, 2, options.length);
        return new Drills(cloud, Drills.QUICK, directory.resolve("faults")).run(arguments);
    }

    private Drills.Outcome failover(InstantSource wall, Map<String, String> others) {
        return new Drills(cloud, Drills.QUICK, directory.resolve("faults"), wall, R).run(arguments(others));
    }

    private Drills.Outcome failover(String... typed) {
        return new Drills(
                        cloud,
                        Drills.QUICK,
                        directory.resolve("faults"),
                        typed.length == 0 ? new String[] {"nobody is asked"} : typed)
                .run(arguments(Map.of()));
    }

    private String[] arguments(Map<String, String> others) {
        List<String> line = new ArrayList<>(List.of(
                "failover",
                R,
                "--peer",
                P,
                "--url",
                service.url().toString(),
                "--report-dir",
                directory.toString(),
                "--target-failed",
                "50"));
        others.forEach((option, value) -> line.addAll(List.of(option, value)));
        return line.toArray(String[]::new);
    }
}
