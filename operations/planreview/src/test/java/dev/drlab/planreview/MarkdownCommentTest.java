package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.report.ReviewJson;
import dev.drlab.planreview.report.Sarif;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comment's content. Nobody who can name a resource can write text into it. */
class MarkdownCommentTest {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
            .build();

    @TempDir
    private Path directory;

    @Test
    void theFirstLineSaysWhatToDoAndWhy() {
        Review review = Plans.review(
                directory,
                "PrimaryDataStack",
                Plans.with(Plans.empty(), Plans.change("delete,create", "aws_db_instance", "{\"a\": 1}", "{}")));
        assertThat(MarkdownComment.of(review).lines().findFirst())
                .contains("**Stop: 1 critical finding in `PrimaryDataStack`. First, in `PrimaryDataStack`:"
                        + " `aws_db_instance.one` (replace): a database is destroyed and made anew.**");
    }

    @Test
    void withoutChangesItSaysSo() {
        assertThat(MarkdownComment.of(Plans.review(directory, "A", Plans.empty())))
                .startsWith("**Nothing would change in 1 stack.**");
    }

    @Test
    void aFileThatCannotBeJudgedComesFirstWhateverElseIsFine() throws Exception {
        Path bad = Files.writeString(directory.resolve("bad.json"), "{}");
        Path good = Plans.write(directory, "Good", Plans.empty());
        Review review = Review.of(List.of(good, bad), Optional.empty(), Options.standard());
        assertThat(MarkdownComment.of(review))
                .startsWith("**Not an all-clear: 1 plan could not be judged, first `" + bad + "`.")
                .contains("no format_version");
    }

    @Test
    void itSaysWhereNobodyReadWhatHasPreventDestroy() throws Exception {
        List<Path> files =
                List.of(Plans.write(directory, "A", Plans.empty()), Plans.write(directory, "B", Plans.empty()));
        Path stacks = directory.resolve("out/stacks");
        String stack = "{\"terraform\": {}}";
        Files.writeString(Files.createDirectories(stacks.resolve("A")).resolve("cdk.tf.json"), stack);
        Optional<Path> synthesized = Optional.of(directory.resolve("out"));
        assertThat(MarkdownComment.of(Review.of(files, synthesized, Options.standard())))
                .contains("`prevent_destroy` is not judged in 1 of 2 stacks");
        Files.writeString(Files.createDirectories(stacks.resolve("B")).resolve("cdk.tf.json"), stack);
        assertThat(MarkdownComment.of(Review.of(files, synthesized, Options.standard())))
                .contains("`prevent_destroy` is judged by the synthesized stacks");
    }

    /** By the file's name a stack of the standby is known as one: of one of another name nothing was asked. */
    @Test
    void itSaysInHowManyStacksIndependenceIsJudged() {
        List<Path> files = List.of(
                Plans.write(directory, "SecondaryDataStack", Plans.empty()),
                Plans.write(directory, "tfplan", Plans.empty()));
        Review review = Review.of(files, Optional.empty(), Options.standard());
        assertThat(MarkdownComment.of(review))
                .contains("Independence of the other region (I8) is judged in 1 of 2 stacks");
        assertThat(Plans.json(ReviewJson.of(review)).findValuesAsText("independenceJudged"))
                .containsExactly("true", "false");
    }

    /** Whatever is not text, a code span or the comment's own frame. */
    private static List<String> markup(String comment) {
        List<String> found = new ArrayList<>();
        PARSER.parse(comment).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                found.add("link " + link.getDestination());
            }

            @Override
            public void visit(Image image) {
                found.add("image " + image.getDestination());
            }

            @Override
            public void visit(Heading heading) {
                found.add("heading");
            }

            @Override
            public void visit(HtmlInline html) {
                found.add("html " + html.getLiteral());
            }

            @Override
            public void visit(HtmlBlock html) {
                if (!html.getLiteral()
                        .strip()
                        .matches(
                                "</?details( open)?>|<details( open)?><summary><code>[^<>]*</code>: [\\w ,]*</summary>|"
                                        + "<!-- drlab plan review -->")) {
                    found.add("block " + html.getLiteral());
                }
            }
        });
        return found;
    }

    private static List<String> codes(String comment) {
        List<String> found = new ArrayList<>();
        Node document = PARSER.parse(comment);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                found.add(code.getLiteral());
            }
        });
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</summary></details><img src=x onerror=alert(1)>",
                "`",
                "``` ` ``` ` `` ``",
                "`<b>`",
                "a` [x](https://evil.example) `b",
                "![](https://evil.example/pixel)",
                "@everyone please approve",
                "https://evil.example www.evil.example a@evil.example",
                "a | b | c",
                "\\`x\\`",
                "line\n\n# heading\n\n- **No objection** item",
                "line\r\n</details>\r\n",
                "&lt;b&gt; &#64;team",
                "<!-- drlab plan review -->",
                "\u202Egnp.exe\u202C\u200B\u0000\u001B[31m",
                " ",
                "{0} {{x}} $1 \\1",
                "'\"; rm -rf /",
            })
    void aHostileNameIsShownAndIsNothingElse(String name) throws Exception {
        ObjectNode change = Plans.change("delete,create", "aws_db_instance", "{\"a\": 1}", "{}");
        String address = "aws_db_instance.x[\"" + name + "\"]";
        change.put("address", address).put("previous_address", "old " + name).put("deposed", name);
        ((ObjectNode) change.path("change").path("before")).put(name, 1);
        ((ObjectNode) change.path("change"))
                .putArray("replace_paths")
                .addArray()
                .add(name);
        ObjectNode other = Plans.change("delete", name, "{}", "null");
        ObjectNode unknown = Plans.change("update", name + "2", "{\"a\": 1}", "{\"a\": 2}");
        ObjectNode plan = Plans.with(Plans.empty(), change, other, unknown);
        plan.putObject("output_changes").set(name, Plans.json("{\"actions\": [\"create\"]}"));
        Path bad = Files.writeString(directory.resolve("bad.json"), "{\"format_version\": \"9" + "\"}");
        Path file = Files.writeString(directory.resolve("Stack.json"), plan.toString());
        Review review = Review.of(List.of(file, bad), Optional.empty(), Options.standard());

        String comment = MarkdownComment.of(review);

        assertThat(markup(comment)).isEmpty();
        assertThat(comment.lines().filter(line -> line.contains(MarkdownComment.MARKER) && !line.contains("`")))
                .hasSize(1);
        assertThat(comment.chars().filter(c -> c != '\n' && Character.getType(c) == Character.CONTROL))
                .isEmpty();
        assertThat(comment).doesNotContain("\u202E", "\u200B");
        String visible = name.replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\u202E", "\\u{202e}")
                .replace("\u202C", "\\u{202c}")
                .replace("\u200B", "\\u{200b}")
                .replace("\u0000", "\\u{0}")
                .replace("\u001B", "\\u{1b}");
        assertThat(codes(comment)).contains("aws_db_instance.x[\"" + visible + "\"]");
        assertThat(Plans.json(ReviewJson.of(review))
                        .at("/stacks/0/changes/0/address")
                        .asText())
                .isEqualTo(address);
        String message = Plans.json(Sarif.of(review))
                .at("/runs/0/results/0/message/text")
                .asText();
        assertThat(message.replace("{{", "").replace("}}", "")).doesNotContain("{", "}");
        assertThat(message).doesNotContainPattern("(?<!\\\\)(?:\\\\\\\\)*[\\[\\]]");
    }

    @Test
    void aHostileStackIsShownAndIsNothingElse() throws Exception {
        ObjectNode plan = Plans.with(Plans.empty(), Plans.change("delete", "aws_db_instance", "{}", "null"));
        Path hostile = Files.createDirectories(directory.resolve("a|b`<script>x<script>"));
        Path file = Files.writeString(hostile.resolve("plan.json"), plan.toString());
        String comment = MarkdownComment.of(Review.of(List.of(file), Optional.empty(), Options.standard()));
        assertThat(markup(comment)).isEmpty();
        assertThat(codes(comment)).contains("a|b`<script>x<script>");
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 20_000, MarkdownComment.GITHUB_LIMIT})
    void aPlanOf5000ResourcesFitsAndSaysWhatIsLeftOut(int limit) {
        ObjectNode plan = Plans.empty();
        for (int i = 0; i < 5_000; i++) {
            String type = i % 100 == 99 ? "aws_db_instance" : i % 2 == 0 ? "aws_lb" : "aws_vpc";
            Plans.with(
                    plan,
                    Plans.change(i % 2 == 0 ? "delete" : "delete,create", type, "{\"a\": 1}", "{}")
                            .put("address", type + ".x[" + i + "]"));
        }
        Review review = Plans.review(directory, "Large", plan);
        String comment = MarkdownComment.of(review, limit);
        assertThat(comment.length()).isLessThanOrEqualTo(limit);
        assertThat(comment).startsWith("**Stop: 50 critical findings and 4950 warnings in `Large`.");
        assertThat(comment).endsWith(MarkdownComment.MARKER + "\n");
        long shown =
                comment.lines().filter(line -> line.startsWith("- **warning**")).count();
        long changes = comment.lines()
                .filter(line -> line.startsWith("- destroy ") || line.startsWith("- replace "))
                .count();
        assertThat(comment)
                .contains("Left out here for want of room: " + (4950 - shown) + " warnings.")
                .contains("Left out here for want of room: " + (5000 - changes) + " changes");
        if (limit > 8_000) {
            assertThat(comment.lines().filter(line -> line.startsWith("- **critical**")))
                    .hasSize(50);
        }
        assertThat(markup(comment)).isEmpty();
        assertThat(Plans.json(ReviewJson.of(review)).at("/stacks/0/findings")).hasSize(5_000);
    }

    @Test
    void manyStacksFitTooAndTheWorstAreLeftOutLast() {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            String type = i == 899 ? "aws_db_instance" : "aws_lb";
            files.add(Plans.write(
                    directory, "Stack" + i, Plans.with(Plans.empty(), Plans.change("delete", type, "{}", "null"))));
        }
        String comment = MarkdownComment.of(Review.of(files, Optional.empty(), Options.standard()));
        assertThat(comment.length()).isLessThanOrEqualTo(MarkdownComment.GITHUB_LIMIT);
        assertThat(comment).contains("<code>Stack899</code>: 1 critical", "stacks.** All are in the review's JSON");
    }

    @Test
    void aNameOfAnyLengthFits() {
        ObjectNode change = Plans.change("delete", "aws_db_instance", "{}", "null")
                .put("address", "aws_db_instance.x[\"" + "\uD83D\uDE00`".repeat(200_000) + "\"]");
        String comment = MarkdownComment.of(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change)));
        assertThat(comment.length()).isLessThanOrEqualTo(MarkdownComment.GITHUB_LIMIT);
        assertThat(comment).contains("characters)", "**critical**");
    }

    /** In values that rules look at, in values that none does, marked as a whole, in part, or by a format without marks. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "attribute", "format"})
    void aSensitiveValueIsNeverPrinted(String marked) {
        String secret = "hunter2";
        ObjectNode change = Plans.change(
                "update",
                "aws_db_instance",
                "{\"engine_version\": \"%1$s\", \"password\": \"%1$s\", \"port\": \"%1$s\"}".formatted(secret),
                "{\"engine_version\": \"%1$s-new\", \"password\": \"%1$s-new\", \"port\": \"%1$s-new\"}"
                        .formatted(secret));
        ObjectNode body = (ObjectNode) change.path("change");
        switch (marked) {
            case "all" -> body.put("before_sensitive", true).put("after_sensitive", true);
            case "attribute" ->
                Set.of("engine_version", "password", "port").forEach(name -> {
                    body.withObject("/before_sensitive").put(name, true);
                    body.withObject("/after_sensitive").put(name, true);
                });
            default -> body.remove(List.of("before_sensitive", "after_sensitive"));
        }
        ObjectNode plan = Plans.with(Plans.empty(), change);
        plan.putObject("output_changes")
                .set(
                        "o",
                        Plans.json("{\"actions\": [\"update\"], \"before\": \"hunter2\", \"after\": \"hunter2-new\"}"));
        plan.putObject("variables").putObject("v").put("value", secret);
        Review review = Plans.review(directory, "Stack", plan);
        for (String output : List.of(MarkdownComment.of(review), ReviewJson.of(review), Sarif.of(review))) {
            assertThat(output).doesNotContain(secret).contains("database-engine-changed", "sensitive, not shown");
        }
    }

    /** A secret in what Terraform does not know as one: no rule shows values of such places. */
    @Test
    void valuesThatNoRuleJudgesAreNotPrinted() {
        String before = "{\"environment\": [{\"variables\": {\"TOKEN\": \"hunter1\"}}], \"value\": \"hunter1\","
                + " \"container_definitions\": \"hunter1\"}";
        ObjectNode plan = Plans.empty();
        for (String type : List.of(
                "aws_lambda_function",
                "aws_ssm_parameter",
                "aws_ecs_task_definition",
                "aws_secretsmanager_secret_version",
                "aws_instance",
                "google_x")) {
            Plans.with(plan, Plans.change("update", type, before, before.replace("hunter1", "hunter2")));
            Plans.with(plan, Plans.change("delete,create", type, before, before.replace("hunter1", "hunter2")));
        }
        Review review = Plans.review(directory, "Stack", plan);
        for (String output : List.of(MarkdownComment.of(review), ReviewJson.of(review), Sarif.of(review))) {
            assertThat(output).doesNotContain("hunter");
        }
    }
}
