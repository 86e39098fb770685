package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.planreview.report.MarkdownComment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step of the workflow that puts the review on the pull request, against a stand-in for GitHub. */
class CommentScriptTest {
    private static final Path SCRIPT = Path.of("..", "..", ".github", "scripts", "comment.mjs");
    private static final String MARKED = "\n\n" + MarkdownComment.MARKER + "\n";

    @TempDir
    private Path directory;

    private PullRequests github;
    private String said;
    private String commit = "";

    @BeforeEach
    void start() throws IOException {
        github = new PullRequests();
    }

    @AfterEach
    void stop() {
        github.close();
    }

    @Test
    void theFirstRunWritesTheCommentAndTheNextUpdatesIt() throws Exception {
        assertThat(run("one" + MARKED)).as(said).isZero();
        assertThat(run("two" + MARKED)).as(said).isZero();
        assertThat(github.comments()).extracting(PullRequests.Comment::body).containsExactly("two" + MARKED);
    }

    /** A comment that an earlier push left can be told. */
    @Test
    void theCommentNamesItsCommitOnceAndWhereThereIsRoom() throws Exception {
        commit = "0123abcd";
        assertThat(run("one" + MARKED)).as(said).isZero();
        assertThat(run("of 0123abcd" + MARKED)).as(said).isZero();
        assertThat(github.comments()).extracting(PullRequests.Comment::body).containsExactly("of 0123abcd" + MARKED);
        assertThat(run("one" + MARKED)).as(said).isZero();
        assertThat(github.comments())
                .extracting(PullRequests.Comment::body)
                .containsExactly("one\n\nOf commit `0123abcd`." + MARKED);
        String largest = "x".repeat(MarkdownComment.GITHUB_LIMIT - MARKED.length()) + MARKED;
        assertThat(run(largest)).as(said).isZero();
    }

    @Test
    void theCommentIsFoundBehindManyOthers() throws Exception {
        for (int i = 0; i < 230; i++) {
            github.add("User", "comment " + i);
        }
        github.add("Bot", "old" + MARKED);
        assertThat(run("new" + MARKED)).as(said).isZero();
        assertThat(github.comments()).hasSize(231);
        assertThat(github.comments().get(230).body()).isEqualTo("new" + MARKED);
    }

    @Test
    void somebodysQuoteOfTheMarkIsLeftAlone() throws Exception {
        github.add("User", "see" + MARKED);
        github.add("Bot", "another bot that quotes " + MarkdownComment.MARKER + " and goes on");
        assertThat(run("new" + MARKED)).as(said).isZero();
        assertThat(github.comments()).hasSize(3);
        assertThat(github.comments().get(0).body()).isEqualTo("see" + MARKED);
    }

    @Test
    void ofSeveralOneIsLeft() throws Exception {
        github.add("Bot", "a" + MARKED);
        github.add("Bot", "b" + MARKED);
        assertThat(run("new" + MARKED)).as(said).isZero();
        assertThat(github.comments()).extracting(PullRequests.Comment::body).containsExactly("new" + MARKED);
    }

    @Test
    void theLargestReviewIsTakenAndALargerOneIsAnError() throws Exception {
        String largest = "x".repeat(MarkdownComment.GITHUB_LIMIT - MARKED.length()) + MARKED;
        assertThat(run(largest)).as(said).isZero();
        assertThat(run("x" + largest)).isEqualTo(1);
        assertThat(said).contains("422", "too long");
        assertThat(github.comments()).extracting(PullRequests.Comment::body).containsExactly(largest);
    }

    @Test
    void aRefusedTokenIsSaid() throws Exception {
        assertThat(run("a" + MARKED, "wrong")).isEqualTo(1);
        assertThat(said).contains("401", "the token is missing or expired");
        assertThat(run("a" + MARKED, "")).isEqualTo(1);
        assertThat(said).contains("GITHUB_TOKEN is not set");
    }

    @Test
    void whatMayPassIsTriedAgain() throws Exception {
        github.fail(502, 429);
        assertThat(run("a" + MARKED)).as(said).isZero();
        github.fail(503, 503, 503);
        assertThat(run("a" + MARKED)).isEqualTo(1);
        assertThat(said).contains("503");
    }

    /** GitHub may have written it before it failed: a second try could be a second comment. */
    @Test
    void aCommentThatMayHaveBeenWrittenIsNotWrittenAgain() throws Exception {
        github.failFrom("POST", 502);
        assertThat(run("a" + MARKED)).isEqualTo(1);
        assertThat(said).contains("502");
        assertThat(github.calls()).filteredOn(call -> call.startsWith("POST")).hasSize(1);
    }

    @Test
    void anAnswerThatIsNoListOfCommentsEndsIt() throws Exception {
        github.fail(200);
        assertThat(run("a" + MARKED)).isEqualTo(1);
        assertThat(github.calls()).hasSize(1);
    }

    @Test
    void whatIsNoReviewIsNotWritten() throws Exception {
        assertThat(run("no mark")).isEqualTo(1);
        assertThat(github.calls()).isEmpty();
    }

    private int run(String body) throws IOException, InterruptedException {
        return run(body, "token");
    }

    private int run(String body, String token) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("plan-review.md"), body);
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("node", SCRIPT.toAbsolutePath().toString(), file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("GITHUB_API_URL", github.url());
        builder.environment().put("GITHUB_TOKEN", token);
        builder.environment().put("GITHUB_REPOSITORY", "o/r");
        builder.environment().put("PULL_REQUEST", "7");
        builder.environment().put("COMMIT", commit);
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the script does not end");
        }
        said = Files.readAllLines(output).stream().collect(Collectors.joining("\n"));
        return process.exitValue();
    }
}
