package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.aws.ecs.TaskDefinition;
import dev.drlab.lab.simulation.process.ProcessSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskDefinitionTest {
    @Test
    void taskEndsWhenAnyOfItsThreadsIsOutOfMemory(@TempDir Path directory) throws Exception {
        TaskDefinition definition = new TaskDefinition(OutOfMemoryTask.class.getName(), directory, port -> Map.of());
        ProcessSpec spec = definition.process("hungry task", 1, false);
        Process task = new ProcessBuilder(spec.command())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            assertThat(task.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(task.exitValue()).isEqualTo(3);
        } finally {
            task.destroyForcibly();
        }
    }
}
