package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.FunctionError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed anywhere goes on from its journal and ends in the same place. */
class ResumeTest {
    private static final Definition SAMPLE = Definition.shipped("sample");
    private static final JsonNode INPUT = Lab.json("{\"mode\":\"unplanned\"}");

    @TempDir
    Path directory;

    /** Thrown by a listener, it ends a run as SIGKILL would. */
    private static final class Kill extends Error {
        private static final long serialVersionUID = 1L;

        Kill() {
            super("killed by the test", null, false, false);
        }
    }

    private static ExecutionListener killAt(long sequence) {
        return event -> {
            if (event.sequence() == sequence) {
                throw new Kill();
            }
        };
    }

    @Test
    void endsInTheSamePlaceWhereverItIsKilled() throws IOException {
        Set<String> killedAt = new TreeSet<>();
        int events = eventsOfAnUndisturbedRun();
        for (int sequence = 1; sequence < events; sequence++) {
            Path journal = directory.resolve("killed-" + sequence + ".jsonl");
            FakeRegion region = new FakeRegion();
            Runner killed = region.runner(SAMPLE, killAt(sequence));
            assertThatThrownBy(() -> killed.run("run-1", INPUT, journal)).isInstanceOf(Kill.class);
            List<String> lines = Files.readAllLines(journal);
            assertThat(lines).as("nothing is written behind the kill").hasSize(sequence);
            killedAt.add(Lab.json(lines.get(sequence - 1)).path("type").asText());

            ExecutionResult result =
                    region.runner(SAMPLE, ExecutionListener.NONE).resume(journal);

            assertThat(result.status()).as("killed at event %s", sequence).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(withoutPolls(result.output().orElseThrow()))
                    .isEqualTo(withoutPolls(FakeRegion.expectedOutput()));
            assertThat(result.startedAt()).isEqualTo(FakeTime.START);
            assertThat(region.promoted()).isTrue();
            assertThat(result.visits())
                    .allMatch(visit -> !visit.exitedAt().isBefore(visit.enteredAt()))
                    .extracting(Visit::state)
                    .endsWith("Done");
            assertThat(region.calls)
                    .as("the runbook is read once, unless the kill came before its boundary")
                    .filteredOn(call -> call.startsWith("ssm"))
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(Files.readAllLines(journal))
                    .isNotEmpty()
                    .last()
                    .asString()
                    .contains("ExecutionSucceeded");
        }
        assertThat(killedAt)
                .contains(
                        "ExecutionStarted",
                        "StateEntered",
                        "TaskScheduled",
                        "TaskSucceeded",
                        "TaskFailed",
                        "Catch",
                        "StateExited");
    }

    /** A reading that was completed but not recorded is repeated and finds the database available sooner. */
    private static JsonNode withoutPolls(JsonNode output) {
        return ((ObjectNode) output.deepCopy()).without("polls");
    }

    private int eventsOfAnUndisturbedRun() {
        AtomicInteger events = new AtomicInteger();
        ExecutionResult result = new FakeRegion()
                .runner(SAMPLE, event -> events.incrementAndGet())
                .run("run-1", INPUT, directory.resolve("undisturbed.jsonl"));
        assertThat(result.output()).contains(FakeRegion.expectedOutput());
        return events.get();
    }

    @Test
    void doesNotRepeatWhatIsBehindABoundary() throws IOException {
        Path journal = directory.resolve("j.jsonl");
        FakeRegion region = new FakeRegion();
        assertThatThrownBy(() -> region.runner(SAMPLE, event -> {
                            if (event.type() == EventType.STATE_EXITED
                                    && event.state().equals("SideBySide")) {
                                throw new Kill();
                            }
                        })
                        .run("run-1", INPUT, journal))
                .isInstanceOf(Kill.class);
        List<String> before = List.copyOf(region.calls);

        ExecutionResult result = region.runner(SAMPLE, ExecutionListener.NONE).resume(journal);

        assertThat(region.calls).isEqualTo(before);
        assertThat(result.output()).contains(FakeRegion.expectedOutput());
        assertThat(result.visits()).extracting(Visit::state).contains("ReadRunbook", "Promote", "Done");
    }

    @Test
    void toleratesATornLastLine() throws IOException {
        Path journal = killedAt(12);
        Files.writeString(journal, "{\"seq\":13,\"at\":\"2026-01-01T00:0", StandardOpenOption.APPEND);

        ExecutionResult result =
                new FakeRegion().runner(SAMPLE, ExecutionListener.NONE).resume(journal);

        assertThat(result.succeeded()).isTrue();
        for (String line : Files.readAllLines(journal)) {
            assertThat(Lab.json(line).path("type").asText()).isNotEmpty();
        }
    }

    /** Whatever byte of a whole line is overwritten: it is found, named, and the journal is left as it is. */
    @Test
    void findsAnOverwrittenByteAnywhere() throws IOException {
        Path journal = killedAt(12);
        byte[] whole = Files.readAllBytes(journal);
        int line = 1;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(journal, damaged);
            int damagedLine = line;
            assertThatThrownBy(() -> JournalSummary.read(journal))
                    .as("byte %d", at)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(journal.toString())
                    .hasMessageContaining("line " + damagedLine + " is damaged")
                    .hasMessageContaining("start the machine anew");
            if (whole[at] == '\n') {
                line++;
            }
        }
        assertRefused(journal, "is damaged");
        assertThat(Files.readAllBytes(journal)).hasSameSizeAs(whole);
        Files.write(journal, whole);
        assertThat(new FakeRegion()
                        .runner(SAMPLE, ExecutionListener.NONE)
                        .resume(journal)
                        .succeeded())
                .isTrue();
    }

    @Test
    void refusesLinesThatWereTakenOutPutInOrExchanged() throws IOException {
        Path journal = killedAt(12);
        List<String> lines = Files.readAllLines(journal);
        List<List<String>> damaged = List.of(
                List.of(lines.get(0), lines.get(2)),
                List.of(lines.get(0), lines.get(0)),
                List.of(lines.get(0), lines.get(2), lines.get(1)),
                List.of(lines.get(0), "{}"),
                List.of(lines.get(0), lines.get(1).replaceFirst(",\"sum\".*", "}")));
        for (List<String> content : damaged) {
            Files.writeString(journal, String.join("\n", content) + "\n");
            assertRefused(journal, "line 2 is damaged");
        }
    }

    /** The chain goes on over a resume. */
    @Test
    void aResumedJournalIsOneChain() throws IOException {
        Path journal = killedAt(12);
        FakeRegion region = new FakeRegion();
        assertThat(region.runner(SAMPLE, ExecutionListener.NONE).resume(journal).succeeded())
                .isTrue();
        assertThat(JournalSummary.read(journal).end()).contains(EventType.EXECUTION_SUCCEEDED);
    }

    /** Two runs that are given the same file at the same moment: one has it, the other is refused. */
    @RepeatedTest(20)
    void twoRunsNeverShareAJournal() throws Exception {
        Path journal = directory.resolve("j.jsonl");
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> ended = new ArrayList<>();
            for (String name : List.of("run-1", "run-2")) {
                ended.add(threads.submit(() -> {
                    together.await();
                    try {
                        new FakeRegion().runner(SAMPLE, ExecutionListener.NONE).run(name, INPUT, journal);
                        return name;
                    } catch (JournalException refused) {
                        assertThat(refused)
                                .hasMessageMatching(".*(another run has it open|holds the execution 'run-).*");
                        return "";
                    }
                }));
            }
            String winner = ended.get(0).get() + ended.get(1).get();
            assertThat(winner).isIn("run-1", "run-2");
            assertThat(JournalSummary.read(journal).execution()).isEqualTo(winner);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A failure that comes with the cancellation is the run's end, not one for Catch: it would be resumed behind it. */
    @Test
    void aFailureOnWhichTheRunIsCancelledIsNotCaught() {
        Lab lab = new Lab(directory);
        AtomicReference<Runner> runner = new AtomicReference<>();
        lab.agent = (name, payload) -> {
            runner.get().cancel();
            throw new FunctionError("ExpiredToken", "the credentials have run out");
        };
        Definition definition = Lab.machine(
                Lab.task("\"Next\": \"B\", \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"B\"}]")
                        + ",\"B\": {\"Type\": \"Succeed\"}");
        runner.set(lab.runner(definition));

        ExecutionResult result = runner.get().run("run-1", Lab.json("{\"x\":1}"), lab.journal());

        assertThat(result.status()).isEqualTo(ExecutionStatus.ABORTED);
        lab.agent = (name, payload) -> payload;
        ExecutionResult resumed = lab.runner(definition).resume(lab.journal());
        assertThat(resumed.visits()).extracting(Visit::state).containsExactly("A", "A", "B");
    }

    @Test
    void refusesAnotherDefinition() throws IOException {
        Path journal = killedAt(12);
        Definition other = Definition.parse("sample", (SAMPLE.json() + "\n").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() ->
                        new FakeRegion().runner(other, ExecutionListener.NONE).resume(journal))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another version")
                .hasMessageContaining(SAMPLE.sha256());
    }

    @Test
    void refusesAnEndedAnAbsentAndARunningExecution() throws IOException {
        Path journal = directory.resolve("j.jsonl");
        assertRefused(journal, "holds no execution");
        FakeRegion region = new FakeRegion();
        region.runner(SAMPLE, event -> {
                    if (event.type() == EventType.STATE_ENTERED) {
                        assertRefused(journal, "another run has it open");
                    }
                })
                .run("run-1", INPUT, journal);
        assertRefused(journal, "has ended (ExecutionSucceeded)");
        assertThatThrownBy(() -> region.runner(SAMPLE, ExecutionListener.NONE).run("run-2", INPUT, journal))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("holds the execution 'run-1' already");
    }

    @Test
    void startsOverWhenNotEvenTheStartIsWhole() throws IOException {
        Path journal = directory.resolve("j.jsonl");
        Files.writeString(journal, "{\"seq\":1,");

        assertThat(new FakeRegion()
                        .runner(SAMPLE, ExecutionListener.NONE)
                        .run("run-1", INPUT, journal)
                        .succeeded())
                .isTrue();
    }

    @Test
    void cancelEndsAsAbortedAndCanBeResumed() throws Exception {
        Lab lab = new Lab(directory);
        CountDownLatch calling = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        lab.agent = (name, payload) -> {
            calling.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted.countDown();
            }
            return payload;
        };
        Definition definition = Lab.machine(Lab.task("\"Next\": \"B\"") + ",\"B\": {\"Type\": \"Succeed\"}");
        Runner runner = lab.runner(definition);
        Thread canceller = new Thread(
                () -> {
                    try {
                        calling.await();
                        runner.cancel();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "canceller");
        canceller.start();

        ExecutionResult result = runner.run("run-1", Lab.json("{\"x\":1}"), lab.journal());

        canceller.join();
        interrupted.await();
        assertThat(result.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(result.error()).isEmpty();
        assertThat(lab.journalTypes()).endsWith("ExecutionAborted");
        lab.agent = (name, payload) -> payload;
        ExecutionResult resumed = lab.runner(definition).resume(lab.journal());
        assertThat(resumed.output().orElseThrow().path("Payload")).isEqualTo(Lab.json("{\"x\":1}"));
        assertThat(resumed.visits()).extracting(Visit::state).containsExactly("A", "A", "B");
    }

    @Test
    void cancelWakesAWaitInRealTime() throws Exception {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");
        CountDownLatch waiting = new CountDownLatch(1);
        Runner runner = new Runner(definition, AwsClients.of(Map.of()), (name, payload) -> payload, event -> {
            if (event.type() == EventType.STATE_ENTERED) {
                waiting.countDown();
            }
        });
        Thread canceller = new Thread(
                () -> {
                    try {
                        waiting.await();
                        runner.cancel();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "canceller");
        canceller.start();

        ExecutionResult result = runner.run("run-1", Lab.json("{}"), directory.resolve("j.jsonl"));

        assertThat(result.status()).isEqualTo(ExecutionStatus.ABORTED);
        canceller.join();
    }

    @Test
    void anInterruptOfTheCallerAbortsAndStaysVisible() {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Wait\", \"Seconds\": 3600, \"End\": true}");
        Runner runner =
                new Runner(definition, AwsClients.of(Map.of()), (name, payload) -> payload, ExecutionListener.NONE);
        Path journal = directory.resolve("j.jsonl");
        Thread.currentThread().interrupt();

        ExecutionResult result = runner.run("run-1", Lab.json("{}"), journal);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void anInterruptIsSeenBeforeTheNextStateAlsoWhenNothingWaits() {
        Definition definition =
                Lab.machine("\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"},\"B\": {\"Type\": \"Succeed\"}");
        ExecutionListener interrupting = event -> {
            if (event.type() == EventType.STATE_EXITED) {
                Thread.currentThread().interrupt();
            }
        };
        Runner runner = new Runner(definition, AwsClients.of(Map.of()), (name, payload) -> payload, interrupting);

        ExecutionResult result = runner.run("run-1", Lab.json("{}"), directory.resolve("j.jsonl"));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(result.visits()).extracting(Visit::state).containsExactly("A");
    }

    private Path killedAt(long sequence) {
        Path journal = directory.resolve("j.jsonl");
        Runner killed = new FakeRegion().runner(SAMPLE, killAt(sequence));
        assertThatThrownBy(() -> killed.run("run-1", INPUT, journal)).isInstanceOf(Kill.class);
        return journal;
    }

    private static void assertRefused(Path journal, String why) {
        assertThatThrownBy(() ->
                        new FakeRegion().runner(SAMPLE, ExecutionListener.NONE).resume(journal))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(journal.toString())
                .hasMessageContaining(why);
    }
}
