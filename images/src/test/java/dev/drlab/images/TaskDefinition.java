package dev.drlab.images;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The settings with which ECS would run a container.
 *
 * @param name of the container
 * @param memoryMib mebibytes of the task
 * @param stopTimeoutSeconds from SIGTERM to SIGKILL
 * @param readOnlyRoot whether the root file system cannot be written
 * @param init whether an init process starts the program
 * @param dropped capabilities that it lacks
 * @param scratch paths of volumes that it may write
 * @param port that it listens on; 0: none
 * @param environment plain variables; a value may have references of Terraform
 * @param secrets names of the variables that come from Secrets Manager
 */
record TaskDefinition(
        String name,
        int memoryMib,
        int stopTimeoutSeconds,
        boolean readOnlyRoot,
        boolean init,
        List<String> dropped,
        List<String> scratch,
        int port,
        Map<String, String> environment,
        Set<String> secrets) {
    /** Of the JSON of a task's only container. */
    static TaskDefinition of(int memoryMib, JsonNode containers) {
        if (containers.size() != 1) {
            throw new AssertionError("a task with one container was expected: " + containers);
        }
        JsonNode container = containers.get(0);
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .path("environment")
                .forEach(each -> environment.put(
                        each.path("name").asText(), each.path("value").asText()));
        Set<String> secrets = new LinkedHashSet<>();
        container.path("secrets").forEach(each -> secrets.add(each.path("name").asText()));
        return new TaskDefinition(
                container.path("name").asText(),
                memoryMib,
                container.path("stopTimeout").asInt(),
                container.path("readonlyRootFilesystem").asBoolean(),
                container.at("/linuxParameters/initProcessEnabled").asBoolean(),
                texts(container.at("/linuxParameters/capabilities/drop"), ""),
                texts(container.path("mountPoints"), "containerPath"),
                container.at("/portMappings/0/containerPort").asInt(),
                environment,
                secrets);
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> member.isEmpty() ? each : each.path(member))
                .map(JsonNode::asText)
                .toList();
    }
}
