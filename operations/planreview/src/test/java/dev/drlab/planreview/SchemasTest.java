package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.drlab.planreview.report.ReviewJson;
import dev.drlab.planreview.report.Sarif;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents for programs follow their schemas: SARIF's own, and docs/plan-review.schema.json. */
class SchemasTest {
    @TempDir
    private Path directory;

    @Test
    void sarifIsAsItsSchemaSays() throws IOException {
        for (Review review : reviews()) {
            assertThat(sarif().validate(Sarif.of(review), InputFormat.JSON)).isEmpty();
        }
    }

    /** The check can fail. */
    @Test
    void theSchemaOfSarifRefusesAnotherLevel() throws IOException {
        String spoilt = Sarif.of(reviews().get(0)).replace("\"level\" : \"error\"", "\"level\" : \"critical\"");
        assertThat(sarif().validate(spoilt, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void jsonIsAsItsSchemaSays() throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("..", "..", "docs", "plan-review.schema.json")), InputFormat.JSON);
        for (Review review : reviews()) {
            assertThat(schema.validate(ReviewJson.of(review), InputFormat.JSON)).isEmpty();
        }
        assertThat(schema.validate(ReviewJson.of(reviews().get(0)).replace("not-judged", "fine"), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void aPlanThatCannotBeJudgedMakesTheRunUnsuccessful() throws IOException {
        JsonNode run = Plans.json(Sarif.of(reviews().get(0))).at("/runs/0");
        assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
        assertThat(run.at("/invocations/0/toolExecutionNotifications")).hasSize(1);
        assertThat(run.at("/tool/driver/rules")).hasSize(Rule.values().length);
        assertThat(Plans.json(Sarif.of(reviews().get(1)))
                        .at("/runs/0/invocations/0/executionSuccessful")
                        .asBoolean())
                .isTrue();
    }

    /** So that a viewer follows a finding over the runs on one change. */
    @Test
    void theSameFindingHasTheSameFingerprint() throws IOException {
        String path = "/runs/0/results/0/partialFingerprints/finding~1v1";
        assertThat(Plans.json(Sarif.of(reviews().get(0))).at(path).asText())
                .hasSize(64)
                .isEqualTo(Plans.json(Sarif.of(reviews().get(0))).at(path).asText());
    }

    private List<Review> reviews() throws IOException {
        ObjectNode plan = Plans.with(
                Plans.empty(),
                Plans.change("delete,create", "aws_db_instance", "{\"a\": 1}", "{}")
                        .put("deposed", "x"),
                Plans.change("update", "aws_lb", "{\"a\": 1}", "{\"a\": 2}")
                        .put("address", "aws_lb.x[\"a b{0}](x)\"]"));
        plan.putObject("output_changes").set("o", Plans.json("{\"actions\": [\"create\"]}"));
        Path odd = Files.createDirectories(directory.resolve("a b#c?d%"));
        Path good = Files.writeString(odd.resolve("One.json"), plan.toString());
        Path bad = Files.writeString(directory.resolve("bad.json"), "{}");
        return List.of(
                Review.of(List.of(good, bad), Optional.empty(), Options.standard()),
                Plans.review(directory, "Empty", Plans.empty()));
    }

    private static JsonSchema sarif() throws IOException {
        try (InputStream in = SchemasTest.class.getResourceAsStream("sarif-2.1.0-rtm.5.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(text, InputFormat.JSON);
        }
    }
}
