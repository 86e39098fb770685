package dev.drlab.infra.compute.task;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of a task's one container. */
final class ContainerDefinition {
    /** The task's volume behind {@link #SCRATCH}. */
    static final String SCRATCH_VOLUME = "scratch";

    private static final String SCRATCH = "/tmp";

    private ContainerDefinition() {}

    /** An array with the container; variables are in the order of their names, so that equal props give equal bytes. */
    static ArrayNode of(FargateTaskProps props) {
        ArrayNode containers = JsonNodeFactory.instance.arrayNode();
        ObjectNode container = containers
                .addObject()
                .put("name", props.family())
                .put("image", props.image())
                .put("essential", true)
                .put("stopTimeout", props.stopTimeoutSeconds());
        if (props.port() != 0) {
            container
                    .putArray("portMappings")
                    .addObject()
                    .put("containerPort", props.port())
                    .put("hostPort", props.port())
                    .put("protocol", "tcp");
        }
        put(container.putArray("environment"), "value", props.environment());
        put(container.putArray("secrets"), "valueFrom", props.secrets());
        hardening(container);
        logs(container.putObject("logConfiguration"), props);
        return containers;
    }

    private static void put(ArrayNode variables, String field, Map<String, String> values) {
        new TreeMap<>(values)
                .forEach(
                        (name, value) -> variables.addObject().put("name", name).put(field, value));
    }

    /** Nothing but {@link #SCRATCH} can be written, which the image declares as a volume so that its user may. */
    private static void hardening(ObjectNode container) {
        container.put("readonlyRootFilesystem", true);
        container
                .putArray("mountPoints")
                .addObject()
                .put("sourceVolume", SCRATCH_VOLUME)
                .put("containerPath", SCRATCH)
                .put("readOnly", false);
        container
                .putObject("linuxParameters")
                .put("initProcessEnabled", true)
                .putObject("capabilities")
                .putArray("drop")
                .add("ALL");
    }

    /** Not blocking: a task must not stop because CloudWatch Logs cannot be reached. */
    private static void logs(ObjectNode logs, FargateTaskProps props) {
        logs.put("logDriver", "awslogs")
                .putObject("options")
                .put("awslogs-group", props.logGroupName())
                .put("awslogs-region", props.region())
                .put("awslogs-stream-prefix", props.family())
                .put("mode", "non-blocking")
                .put("max-buffer-size", "4m");
    }
}
