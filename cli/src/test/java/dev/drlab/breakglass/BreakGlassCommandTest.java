package dev.drlab.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.breakglass.Command.Outcome;
import dev.drlab.statemachine.Definition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** The commands' questions, refusals, output and exit codes, with fake clients. */
class BreakGlassCommandTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-01-31T12:00:00Z"));
    private static final String LOCKED = "{\"errorMessage\":\"activate 'game-day-7' holds the lock\","
            + "\"errorType\":\"dev.drlab.agent.AgentException$Locked\"}";
    private static final String[] ACTIVATE = {"activate", "us-west-2", "--mode", "unplanned", "--reason", "it is dark"};

    @TempDir
    private Path directory;

    private final FakeCloud cloud = new FakeCloud();

    @Test
    void showsWhatItIsAboutToDoAndRunsOnceTheRegionIsTyped() throws IOException {
        cloud.function = request -> FakeLambda.failure(LOCKED);
        Command command = Command.attended(cloud, NOON, directory, " us-west-2 ");
        Outcome outcome = command.run(ACTIVATE);
        assertThat(command.allTyped()).isTrue();
        assertThat(journals()).hasSize(1);
        Path journal = journals().get(0);
        assertThat(journal.getFileName().toString()).matches("20260131T120000Z-[0-9a-f]{8}-activate-us-west-2\\.jsonl");
        assertThat(outcome.out())
                .contains("account     123456789012 as arn:aws:sts::123456789012:assumed-role/operator/me")
                .contains("region      us-west-2")
                .contains("verb        activate, mode unplanned")
                .contains("input       {\"mode\":\"unplanned\",\"reason\":\"it is dark\"}")
                .contains("SHA-256 " + Definition.shipped("activate").sha256())
                .contains("journal     " + journal)
                .contains("ReadRunbook", "TakeLock");
        assertThat(journal).isNotEmptyFile();
    }

    /** The clock stands still, so all starts are of one second. */
    @Test
    void twoStartsOfOneSecondHaveAJournalEach() throws IOException {
        cloud.function = request -> FakeLambda.failure(LOCKED);
        assertThat(unattended(ACTIVATE).code()).isEqualTo(1);
        assertThat(unattended(ACTIVATE).code()).isEqualTo(1);
        assertThat(journals()).hasSize(2);
    }

    /** Found while it waits for its turn: the file has become another run's in the meantime. */
    @Test
    void whoMeetsAnotherRunsJournalIsNotToldToResumeIt() throws IOException {
        Path journal = directory.resolve("j.jsonl");
        cloud.onOpen = () -> write(
                journal, started("break-glass-activate-us-west-2-123456789012-20260131T120000Z-00000000", "activate"));
        Outcome outcome = unattended(
                "activate", "us-west-2", "--mode", "unplanned", "--reason", "x", "--journal", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("holds the execution").doesNotContain("resume it:");
    }

    @Test
    void credentialsThatRunOutStopTheRunSoThatItCanBeResumed() throws IOException {
        cloud.function = request -> {
            cloud.credentialsRefused.accept("ExpiredToken: it is over");
            throw LambdaException.builder().message("expired").statusCode(403).build();
        };
        Outcome outcome = unattended(ACTIVATE);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("was stopped in us-west-2 before its end: AWS refuses these credentials by now"
                        + " (ExpiredToken: it is over); renew them")
                .contains("its lock stays until its lease is over; resume takes it again")
                .contains("resume it: ./drlab break-glass resume " + journals().get(0))
                .doesNotContain("run again", "the lock is free");
        assertThat(cloud.published).isEmpty();
        cloud.function = request -> FakeLambda.failure(LOCKED);
        assertThat(unattended("resume", journals().get(0).toString()).code()).isEqualTo(1);
    }

    @Test
    void aRunThatStoodStillTakesItsLockAgainBeforeItGoesOn() throws Exception {
        List<String> asked = new ArrayList<>();
        Path journal = stoppedBehind("TakeLock");
        cloud.function = request -> {
            asked.add(request.payload().asUtf8String());
            return FakeLambda.failure(LOCKED);
        };
        String before = Files.readString(journal);
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("was not resumed", "'game-day-7' holds the lock", "Nothing was done");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0))
                .contains("\"action\":\"lock\",\"side\":\"own\",\"owner\":\"break-glass-activate-us-west-2-")
                .contains("\"leaseSeconds\":30,\"force\":false");
        assertThat(Files.readString(journal)).isEqualTo(before);

        cloud.function = request -> {
            asked.add(request.payload().asUtf8String());
            return request.payload().asUtf8String().contains("lock")
                    ? FakeLambda.answer("{}")
                    : FakeLambda.failure(LOCKED);
        };
        asked.clear();
        assertThat(unattended("resume", journal.toString()).code()).isEqualTo(1);
        assertThat(asked.get(0)).contains("\"action\":\"lock\"");
        assertThat(asked.get(1)).contains("replicationStatus");
    }

    /** A journal of an activation that was stopped in the state after {@code state}, whose agent had answered. */
    private Path stoppedBehind(String state) {
        Path journal = directory.resolve("stopped-behind-" + state + ".jsonl");
        AtomicInteger calls = new AtomicInteger();
        cloud.function = request -> {
            if (calls.incrementAndGet() == 1) {
                return FakeLambda.answer("{}");
            }
            cloud.credentialsRefused.accept("over");
            throw LambdaException.builder().message("over").build();
        };
        List<String> arguments = new ArrayList<>(List.of(ACTIVATE));
        arguments.addAll(List.of("--journal", journal.toString()));
        assertThat(unattended(arguments.toArray(String[]::new)).code()).isEqualTo(2);
        return journal;
    }

    private List<Path> journals() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anythingElseThanTheRegionTouchesNothing() {
        Outcome outcome = Command.attended(cloud, NOON, directory, "yes").run(ACTIVATE);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("not confirmed: 'yes' is not us-west-2; nothing was done");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theEndOfTheInputIsNoConsent() {
        Outcome outcome = Command.attended(cloud, NOON, directory).run(ACTIVATE);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("the input ended");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutATerminalItWantsYesAndAsksNobody() {
        Outcome outcome = Command.unattended(cloud, NOON, directory).run(ACTIVATE);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("drlab: break-glass: ").contains("no terminal", "--yes");
        assertThat(cloud.opened).isEmpty();
    }

    @Test
    void aRefusalOfTheMachineEndsWithOneAndSaysWhatToRunNext() {
        List<String> asked = new ArrayList<>();
        cloud.function = request -> {
            String payload = request.payload().asUtf8String();
            asked.add(payload);
            return payload.contains("unlock") ? FakeLambda.answer("{}") : FakeLambda.failure(LOCKED);
        };
        Outcome outcome = unattended(ACTIVATE);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("drlab: break-glass: activate FAILED in us-west-2: Locked: ")
                .contains("activate 'game-day-7' holds the lock")
                .contains("run again: ./drlab break-glass activate us-west-2 --mode unplanned --reason 'it is dark'")
                .contains("--force");
        assertThat(asked.get(0)).contains("\"owner\":\"break-glass-activate-us-west-2-123456789012-20260131T120000Z-");
        assertThat(cloud.published).hasSize(1);
    }

    @Test
    void aRegionWithoutRunbookIsNamedWithTheRemedy() {
        cloud.runbook = null;
        Outcome outcome = unattended("reprotect", "us-west-2", "--reason", "back", "--rebuild");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("reprotect FAILED in us-west-2: RunbookUnreadable: ")
                .contains("ssm:GetParameter")
                .contains("./drlab break-glass reprotect us-west-2 --reason back --rebuild");
    }

    @Test
    void aStoppedRunSaysHowItIsResumed() throws Exception {
        cloud.function = request -> block();
        Path journal = directory.resolve("my run.jsonl");
        Thread.currentThread().interrupt(); // as the cancellation of the run by Ctrl-C
        Outcome outcome = unattended(
                "reprotect", "us-west-2", "--reason", "back", "--function", "mine", "--journal", "" + journal);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("reprotect was stopped in us-west-2 before its end")
                .contains("resume it: ./drlab break-glass resume '" + journal + "' --function mine");
        assertThat(Files.readString(journal)).contains("ExecutionAborted");
    }

    @Test
    void aStoppedRunIsResumedWithTheVerbRegionAndInputOfItsJournal() throws Exception {
        Path journal = stopped();
        cloud.function = request -> FakeLambda.failure(LOCKED);
        cloud.opened.clear();
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(cloud.opened).containsExactly("us-west-2");
        assertThat(outcome.out())
                .contains("verb        activate, mode unplanned", "execution   break-glass-activate-us-west-2-")
                .contains("resumed", "for the first time");
        assertThat(outcome.err())
                .contains("./drlab break-glass activate us-west-2 --mode unplanned --reason 'it is dark'");
    }

    @Test
    void aJournalOfAnotherAccountIsNotResumed() throws Exception {
        Path journal = stopped();
        String before = Files.readString(journal);
        cloud.account = "210987654321";
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("is of account 123456789012", "are of 210987654321");
        assertThat(Files.readString(journal)).isEqualTo(before);
    }

    @Test
    void anEndedExecutionIsNotResumed() throws Exception {
        cloud.runbook = null;
        Path journal = directory.resolve("ended.jsonl");
        unattended("reprotect", "us-west-2", "--reason", "back", "--journal", journal.toString());
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(journal.toString(), "has ended (ExecutionFailed)", "run a new one");
    }

    @Test
    void aJournalOfAnotherVersionIsNotResumed() throws Exception {
        Path journal = Files.writeString(
                directory.resolve("old.jsonl"),
                started("break-glass-activate-us-west-2-123456789012-20260131T120000Z-00000000", "activate"));
        String sha256 = Definition.shipped("activate").sha256();
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("another version of 'activate'", sha256);
    }

    @Test
    void aJournalThatIsThereAlreadyIsNotOverwritten() throws Exception {
        Path journal = Files.writeString(directory.resolve("there.jsonl"), "precious\n");
        Outcome outcome = unattended("reprotect", "us-west-2", "--reason", "back", "--journal", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(journal + " exists already");
        assertThat(journal).hasContent("precious\n");
        assertThat(cloud.opened).isEmpty();
    }

    static Stream<Arguments> unreadableJournals() {
        return Stream.of(
                Arguments.of("", "holds no execution"),
                Arguments.of("half a line", "holds no execution"),
                Arguments.of("no json\n", "line 1 is damaged"),
                Arguments.of(started("activate-us-west-2-planned-1", "activate"), "was not started by break-glass"),
                Arguments.of(
                        started("break-glass-activate-us-west-2-123456789012-20260131T120000Z-00000000", "other"),
                        "is of 'other'"));
    }

    @ParameterizedTest
    @MethodSource("unreadableJournals")
    void aJournalThatDoesNotSayWhereToGoOnIsRefusedAndLeftAlone(String content, String why) throws IOException {
        Path journal = Files.writeString(directory.resolve("j.jsonl"), content);
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("drlab: break-glass: journal " + journal)
                .contains(why);
        assertThat(journal).hasContent(content);
        assertThat(cloud.opened).isEmpty();
    }

    @Test
    void aJournalThatIsNotThereIsNamedAndNotMade() {
        Path journal = directory.resolve("none.jsonl");
        Outcome outcome = unattended("resume", journal.toString());
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(journal + ": there is no such file");
        assertThat(journal).doesNotExist();
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                Arguments.of("activate us-west-2 --reason x --mode initial", "--mode is 'initial'"),
                Arguments.of(
                        "activate us-west-2 --reason x --mode fast", "--mode is 'fast'; give planned or unplanned"),
                Arguments.of("activate us-west-2 --mode planned", "--reason"),
                Arguments.of("activate us-west-2 --reason x", "--mode"),
                Arguments.of("activate us-wset-2 --mode planned --reason x", "did you mean us-west-2?"),
                Arguments.of(
                        "activate us-west-2 --mode planned --reason x --incident-started-at noon",
                        "--incident-started-at is 'noon'"),
                Arguments.of(
                        "activate us-west-2 --mode planned --reason x --incident-started-at 2026-01-31T12:00:01Z",
                        "still to come"),
                Arguments.of("reprotect us-west-2", "--reason"),
                Arguments.of("resume", "JOURNAL"));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void badInputIsRefusedByNameBeforeAnybodyIsAsked(String arguments, String named) {
        Outcome outcome = unattended(arguments.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines().findFirst().orElse("")).contains(named);
        assertThat(cloud.opened).isEmpty();
    }

    @Test
    void withoutACommandTheThreeAreNamed() {
        Outcome outcome = Command.unattended(cloud, NOON, directory).run();
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("break-glass needs a command: activate, reprotect or resume");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "activate --help", "reprotect --help", "resume --help"})
    void everyCommandHasHelp(String arguments) {
        Outcome outcome = Command.unattended(cloud, NOON, directory).run(arguments.split(" "));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("Usage: break-glass");
    }

    /** A journal of an activation that was stopped in its first state. */
    private Path stopped() {
        Path journal = directory.resolve("stopped.jsonl");
        Thread.currentThread().interrupt();
        List<String> arguments = new ArrayList<>(List.of(ACTIVATE));
        arguments.addAll(List.of("--journal", journal.toString()));
        Outcome outcome = unattended(arguments.toArray(String[]::new));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.code()).isEqualTo(2);
        return journal;
    }

    /** A journal's first line, with the checksum that it needs. */
    private static String started(String execution, String definition) {
        String content =
                "{\"seq\":1,\"at\":\"2026-01-31T12:00:00Z\",\"type\":\"ExecutionStarted\",\"detail\":{\"execution\":\""
                        + execution + "\",\"input\":{},\"definition\":{\"name\":\"" + definition
                        + "\",\"sha256\":\"0\"}}";
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return content + ",\"sum\":\"" + HexFormat.of().formatHex(sum, 0, 8) + "\"}\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvokeResponse block() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return FakeLambda.answer("{}");
    }

    private Outcome unattended(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--yes");
        return Command.unattended(cloud, NOON, directory).run(all.toArray(String[]::new));
    }
}
