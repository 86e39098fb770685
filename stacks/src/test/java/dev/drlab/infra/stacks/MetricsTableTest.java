package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.metrics.CustomMetric.Publisher;
import dev.drlab.contract.metrics.MetricDimensions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The documents name the metrics as their only description does. */
class MetricsTableTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final DocumentSection VERIFIER = new DocumentSection(
            DOCS.resolve("verifier.md"),
            "<!-- metrics: written by MetricsTableTest -->\n",
            "<!-- end of metrics -->\n");

    @Test
    void theVerifiersPageListsItsMetrics() throws IOException {
        VERIFIER.assertHolds("| metric | unit | value |\n|---|---|---|\n"
                + Arrays.stream(CustomMetric.values())
                        .filter(metric -> metric.publisher() == Publisher.VERIFIER)
                        .map(metric ->
                                "| `" + metric.label() + "` | " + metric.unit() + " | " + metric.description() + " |\n")
                        .collect(Collectors.joining()));
    }

    @Test
    void theOtherMetricsAreNamedWhereTheyArePublished() throws IOException {
        assertThat(text("readiness.md"))
                .contains("metric `" + CustomMetric.READY.label() + "` (namespace `drlab`, dimension `"
                        + MetricDimensions.PROJECT + "`)");
        assertThat(text("constructs_overview.md"))
                .contains("publishes `" + CustomMetric.RECOVERY.label() + "` (dimensions `" + MetricDimensions.REGION
                        + "`, `" + MetricDimensions.MODE + "`)");
    }

    /** In one line. */
    private static String text(String page) throws IOException {
        return Files.readString(DOCS.resolve(page)).replaceAll("\\s+", " ");
    }
}
