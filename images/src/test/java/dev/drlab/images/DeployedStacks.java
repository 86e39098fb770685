package dev.drlab.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.stacks.DrlabApp;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stacks as they would be deployed, and what these tests take from them. */
final class DeployedStacks {
    private static final JsonMapper JSON = Json.mapper();

    private final List<JsonNode> stacks;

    private DeployedStacks(List<JsonNode> stacks) {
        this.stacks = stacks;
    }

    /**
     * Synthesizes all stacks.
     *
     * @param context as in cdktf.json; what is left out has its default
     */
    static DeployedStacks of(String context, Path directory) {
        try {
            List<JsonNode> stacks = new ArrayList<>();
            for (String name : DrlabApp.synth(ConfigParser.parse(context), directory)) {
                Path file = directory.resolve("stacks").resolve(name).resolve("cdk.tf.json");
                stacks.add(JSON.readTree(Files.readAllBytes(file)));
            }
            return new DeployedStacks(stacks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The task definition of a family in a region. */
    TaskDefinition task(String family, String region) {
        return resources("aws_ecs_task_definition").stream()
                .filter(task -> task.path("family").asText().equals(family))
                .map(DeployedStacks::taskDefinition)
                .filter(task -> region.equals(task.environment().get("DRLAB_REGION")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stack has a task " + family + " of " + region));
    }

    /** The alarm whose name ends so. */
    Alarm alarm(String end) {
        return resources("aws_cloudwatch_metric_alarm").stream()
                .filter(alarm -> alarm.path("alarm_name").asText().endsWith(end))
                .map(Alarm::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no stack has an alarm " + end));
    }

    private List<JsonNode> resources(String type) {
        List<JsonNode> found = new ArrayList<>();
        stacks.forEach(stack -> stack.path("resource").path(type).forEach(found::add));
        return found;
    }

    private static TaskDefinition taskDefinition(JsonNode resource) {
        try {
            return TaskDefinition.of(
                    resource.path("memory").asInt(),
                    JSON.readTree(resource.path("container_definitions").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
