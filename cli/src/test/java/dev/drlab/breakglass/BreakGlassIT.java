package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.breakglass.Command.Outcome;
import dev.drlab.cli.FrontDoor;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabInternals;
import dev.drlab.lab.LabOptions;
import dev.drlab.region.Cloud;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is, over real processes: a lab's regions, and a process of its own that gets Ctrl-C. */
class BreakGlassIT {
    private static final String R = "us-west-2";
    private static final String P = "ap-southeast-2";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    /** Ends a run as SIGKILL would. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aSwitchoverThatIsKilledAtThePointOfNoReturnIsResumedToItsEnd() throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults(directory.resolve("lab")), (step, detail) -> {})) {
            lab.setRunbook(RunbookField.LOCK_LEASE_SECONDS, 600); // a busy machine may take its time
            lab.setRunbook(RunbookField.DRAIN_SECONDS, 60);
            int rows = 5;
            for (int i = 0; i < rows; i++) {
                assertThat(FrontDoor.post(lab.frontDoor())).isEqualTo(201);
            }
            LabCloud cloud = new LabCloud(lab);
            Path journal = directory.resolve("journals/switchover.jsonl");
            String[] activate = {"activate", R, "--mode", "planned", "--reason", "test", "--journal", journal.toString()
            };
            cloud.afterAction(action -> {
                if (action.equals("handover")) {
                    throw new Killed(); // authority has moved, and nobody has written that down
                }
            });
            Command killed = command(cloud, R);
            assertThatThrownBy(() -> killed.run(activate)).isInstanceOf(Killed.class);
            assertThat(killed.allTyped()).isTrue();
            assertThat(record(lab, P).region()).isEqualTo(R);
            assertThat(Files.readString(journal)).doesNotContain("ExecutionSucceeded", "ExecutionAborted");

            cloud.afterAction(action -> {});
            keepsOutEveryOtherExecution(lab, cloud);

            Outcome outcome = command(cloud, R).run("resume", journal.toString());
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(outcome.out())
                    .contains(
                            "goes on     with HandOver",
                            "resumed",
                            "activate SUCCEEDED: " + R + " is the writer at epoch 2; ");
            assertThat(record(lab, R).region()).isEqualTo(R);
            assertThat(record(lab, R).epoch()).isEqualTo(2);
            assertThat(rows(lab)).isEqualTo(rows);
            await().atMost(LIMIT).until(() -> FrontDoor.post(lab.frontDoor()) == 201);
            assertThat(rows(lab)).isGreaterThan(rows);

            Outcome again = command(cloud).run("resume", journal.toString(), "--yes");
            assertThat(again.code()).isEqualTo(2);
            assertThat(again.err()).contains("has ended (ExecutionSucceeded)");
        }
    }

    /** Invariant I9: the run that is resumed is no longer the writer's. */
    @Test
    void aRunThatIsKilledLateAndResumedAfterAuthorityMovedEndsAsSuperseded() throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults(directory.resolve("lab")), (step, detail) -> {})) {
            lab.setRunbook(RunbookField.LOCK_LEASE_SECONDS, 600);
            lab.setRunbook(RunbookField.DRAIN_SECONDS, 60);
            LabCloud cloud = new LabCloud(lab);
            Path journal = directory.resolve("late.jsonl");
            String[] activate = {
                "activate", R, "--mode", "unplanned", "--reason", "test", "--journal", journal.toString()
            };
            cloud.afterAction(action -> {
                if (action.equals("verifyWritable")) {
                    throw new Killed();
                }
            });
            Command killed = command(cloud, R);
            assertThatThrownBy(() -> killed.run(activate)).isInstanceOf(Killed.class);
            assertThat(record(lab, R).epoch()).isEqualTo(2);
            takeOver(lab, P);
            List<String> actions = new CopyOnWriteArrayList<>();
            cloud.afterAction(actions::add);

            Outcome outcome = command(cloud, R).run("resume", journal.toString());

            assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
            assertThat(outcome.err())
                    .contains("activate FAILED in " + R + ": Superseded: ")
                    .contains("epoch 2 was superseded by epoch 3 of " + P)
                    .contains("next: find out which region is to be the writer");
            assertThat(outcome.out()).doesNotContain("SUCCEEDED", "FullCapacity  ");
            assertThat(actions.get(0)).isEqualTo("lock");
            assertThat(actions)
                    .filteredOn(action -> !action.equals("fence")) // beside it, in a branch of its own: left alone by P
                    .doesNotContain("verifyWritable")
                    .endsWith("unlock");
            assertThat(record(lab, P).epoch()).isEqualTo(3);
        }
    }

    /** Changes records and own database as the unplanned activation of {@code region} does. */
    private static void takeOver(Lab lab, String region) {
        ObjectNode status = JsonNodeFactory.instance.objectNode().put("action", "replicationStatus");
        long epoch = LabInternals.agent(lab, region, status).path("nextEpoch").longValue();
        for (String action : List.of("raise", "fence", "open")) {
            LabInternals.agent(
                    lab,
                    region,
                    JsonNodeFactory.instance.objectNode().put("action", action).put("epoch", epoch));
        }
    }

    /** A second break-glass, and the lab's own run, which stands for Step Functions. */
    private void keepsOutEveryOtherExecution(Lab lab, LabCloud cloud) throws InterruptedException {
        Outcome second = command(cloud, R)
                .run(
                        "activate",
                        R,
                        "--mode",
                        "planned",
                        "--reason",
                        "second",
                        "--journal",
                        "" + directory.resolve("2"));
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err()).contains("FAILED", "Locked", "break-glass-activate-" + R, "--force");
        assertThat(cloud.errors()).contains("dev.drlab.agent.AgentException$Locked");
        ExecutionResult stepFunctions = lab.activate(R, ActivateInput.planned("third"), ExecutionListener.NONE);
        assertThat(stepFunctions.error()).contains("Locked");
        assertThat(stepFunctions.cause().orElse("")).contains("break-glass-activate-" + R);
    }

    @Test
    void ctrlCEndsTheProcessWithTheCommandThatResumesAndTheNextOneGoesOn() throws Exception {
        try (FakeAws aws = new FakeAws()) {
            aws.function((payload, answer) -> TimeUnit.MINUTES.sleep(5));
            Path journal = directory.resolve("j.jsonl");
            Process process = drlab(
                    aws,
                    "first",
                    "break-glass",
                    "activate",
                    R,
                    "--mode",
                    "unplanned",
                    "--reason",
                    "test",
                    "--yes",
                    "--journal",
                    journal.toString());
            try {
                await().atMost(LIMIT)
                        .until(() -> !process.isAlive() || aws.calls().size() == 3);
                assertThat(process.isAlive()).as(log("first")).isTrue();
                signal(process, "INT");
                assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(process.exitValue()).as(log("first")).isEqualTo(2);
            assertThat(log("first"))
                    .contains("account     " + FakeAws.ACCOUNT + " as " + FakeAws.ARN, "TakeLock")
                    .contains("activate was stopped in us-west-2 before its end")
                    .contains("resume it: ./drlab break-glass resume " + journal);

            aws.function((payload, answer) -> answer.send(
                    200,
                    Map.of("X-Amz-Function-Error", "Unhandled"),
                    "{\"errorMessage\":\"held\",\"errorType\":\"dev.drlab.agent.AgentException$Locked\"}"));
            Process resumed = drlab(aws, "second", "break-glass", "resume", journal.toString(), "--yes");
            try {
                assertThat(resumed.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } finally {
                resumed.destroyForcibly();
            }
            assertThat(resumed.exitValue()).as(log("second")).isEqualTo(1);
            assertThat(log("second"))
                    .contains("goes on     with", "activate FAILED in us-west-2: Locked: TakeLock: held");
            List<String> invoked =
                    aws.calls().stream().filter(c -> c.startsWith("lambda")).toList();
            assertThat(invoked.get(0)).isEqualTo(invoked.get(1)); // the same owner
        }
    }

    private Command command(Cloud cloud, String... typed) {
        return Command.attended(cloud, InstantSource.system(), directory.resolve("journals"), typed);
    }

    private static AuthorityRecord record(Lab lab, String region) {
        return lab.region(region).controlTable().read().orElseThrow();
    }

    private static long rows(Lab lab) throws SQLException {
        try (Connection connection = lab.logins().reader(R);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM items")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** It takes SIGINT, as one that is started on a terminal: a shell's background jobs, and their children, ignore it. */
    private Process drlab(FakeAws aws, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.drlab.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(logFile(name).toFile());
        builder.environment()
                .putAll(Map.of(
                        "AWS_ENDPOINT_URL", aws.endpoint(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_EC2_METADATA_DISABLED", "true"));
        return builder.start();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private Path logFile(String name) {
        return directory.resolve(name + ".log");
    }

    private String log(String name) {
        try {
            return Files.readString(logFile(name));
        } catch (IOException e) {
            return "";
        }
    }
}
