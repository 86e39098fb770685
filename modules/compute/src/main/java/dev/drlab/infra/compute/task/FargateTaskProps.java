package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One container and what it needs to start; made with {@link #builder}.
 *
 * @param family name of the task definition and of its container
 * @param image with registry and tag
 * @param cpuUnits 1024 are one processor; 256 to 4096, as Fargate offers
 * @param memoryMib mebibytes, in a combination that Fargate offers
 * @param architecture {@code X86_64} or {@code ARM64}, as the image was built
 * @param port that the container listens on; 0: it listens on none
 * @param environment plain variables
 * @param secrets variables from Secrets Manager: name to {@code valueFrom}, see {@link SecretKey}
 * @param executionRoleArn the role that starts the task
 * @param taskRoleArn the role that the task acts with
 * @param logGroupName where its standard output goes
 * @param region of that log group
 * @param stopTimeoutSeconds from SIGTERM to SIGKILL, 2 to 120
 */
public record FargateTaskProps(
        String family,
        String image,
        int cpuUnits,
        int memoryMib,
        String architecture,
        int port,
        Map<String, String> environment,
        Map<String, String> secrets,
        String executionRoleArn,
        String taskRoleArn,
        String logGroupName,
        String region,
        int stopTimeoutSeconds) {
    /** Processor units to memory: lowest, highest, step. Source: Amazon ECS Developer Guide, "Task size". */
    private static final Map<Integer, List<Integer>> MEMORY = new TreeMap<>(Map.of(
            256, List.of(512, 2048, 512),
            512, List.of(1024, 4096, 1024),
            1024, List.of(2048, 8192, 1024),
            2048, List.of(4096, 16_384, 1024),
            4096, List.of(8192, 30_720, 1024)));

    public FargateTaskProps {
        Require.text("FargateTaskProps.family", family);
        Require.text("FargateTaskProps.image", image);
        Require.oneOf("FargateTaskProps.cpuUnits", cpuUnits, MEMORY.keySet());
        requireMemory(cpuUnits, memoryMib);
        if (!List.of("X86_64", "ARM64").contains(architecture)) {
            throw new IllegalArgumentException(
                    "FargateTaskProps.architecture is " + architecture + "; it must be X86_64 or ARM64");
        }
        Require.between("FargateTaskProps.port", port, 0, 65_535);
        environment = Require.named("FargateTaskProps.environment", environment);
        secrets = Require.named("FargateTaskProps.secrets", secrets);
        Set<String> both = new TreeSet<>(environment.keySet());
        both.retainAll(secrets.keySet());
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(
                    "FargateTaskProps.secrets has " + both + "; a variable is either plain or a secret");
        }
        Require.text("FargateTaskProps.executionRoleArn", executionRoleArn);
        Require.text("FargateTaskProps.taskRoleArn", taskRoleArn);
        Require.text("FargateTaskProps.logGroupName", logGroupName);
        Require.text("FargateTaskProps.region", region);
        Require.between("FargateTaskProps.stopTimeoutSeconds", stopTimeoutSeconds, 2, 120);
    }

    private static void requireMemory(int cpuUnits, int memoryMib) {
        List<Integer> range = Objects.requireNonNull(MEMORY.get(cpuUnits));
        boolean offered = memoryMib >= range.get(0)
                && memoryMib <= range.get(1)
                && (memoryMib - range.get(0)) % range.get(2) == 0;
        // 256 units come with 512, 1024 or 2048 MiB, but not with 1536.
        if (!offered || (cpuUnits == 256 && memoryMib == 1536)) {
            throw new IllegalArgumentException("FargateTaskProps.memoryMib is " + memoryMib + "; with " + cpuUnits
                    + " units it must be from " + range.get(0) + " to " + range.get(1) + " in steps of " + range.get(2)
                    + (cpuUnits == 256 ? ", without 1536" : ""));
        }
    }

    /** A builder with half a processor, 1 GiB, X86_64, no port, no variables and 30 s to stop. */
    public static Builder builder(String family, String image) {
        return new Builder(family, image);
    }

    /** Collects the props; every setter returns the builder. */
    public static final class Builder {
        private final String family;
        private final String image;
        private int cpuUnits = 512;
        private int memoryMib = 1024;
        private String architecture = "X86_64";
        private int port;
        private Map<String, String> environment = Map.of();
        private Map<String, String> secrets = Map.of();
        private String executionRoleArn;
        private String taskRoleArn;
        private String logGroupName;
        private String region;
        private int stopTimeoutSeconds = 30;

        private Builder(String family, String image) {
            this.family = family;
            this.image = image;
        }

        /** Sets processor units and mebibytes. */
        public Builder size(int units, int mebibytes) {
            cpuUnits = units;
            memoryMib = mebibytes;
            return this;
        }

        /** Sets the processor architecture. */
        public Builder architecture(String value) {
            architecture = value;
            return this;
        }

        /** Sets the port that the container listens on. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Sets the plain variables. */
        public Builder environment(Map<String, String> values) {
            environment = values;
            return this;
        }

        /** Sets the variables from Secrets Manager. */
        public Builder secrets(Map<String, String> valuesFrom) {
            secrets = valuesFrom;
            return this;
        }

        /** Sets the role that starts the task and the role that the task acts with. */
        public Builder roles(String execution, String task) {
            executionRoleArn = execution;
            taskRoleArn = task;
            return this;
        }

        /** Sets the log group and its region. */
        public Builder logs(String groupName, String inRegion) {
            logGroupName = groupName;
            region = inRegion;
            return this;
        }

        /** Sets the seconds from SIGTERM to SIGKILL. */
        public Builder stopTimeoutSeconds(int value) {
            stopTimeoutSeconds = value;
            return this;
        }

        /** The props; throws {@link IllegalArgumentException} if they are not complete and in range. */
        public FargateTaskProps build() {
            return new FargateTaskProps(
                    family,
                    image,
                    cpuUnits,
                    memoryMib,
                    architecture,
                    port,
                    environment,
                    secrets,
                    executionRoleArn,
                    taskRoleArn,
                    logGroupName,
                    region,
                    stopTimeoutSeconds);
        }
    }
}
