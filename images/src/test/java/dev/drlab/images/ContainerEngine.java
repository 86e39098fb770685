package dev.drlab.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Runs a test class where a container engine is, and elsewhere skips it in words that nobody overlooks. An engine that {@code
 * DOCKER_HOST} names was asked for: that it does not answer is a failure of the tests, not a reason to skip them.
 */
final class ContainerEngine implements ExecutionCondition {
    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> missing = missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a container engine is here");
        }
        if (context.getTestMethod().isEmpty()) {
            System.err.println(
                    "SKIPPED: NO CONTAINER TEST OF " + context.getDisplayName() + " WAS RUN: " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Optional<String> missing() {
        if (System.getenv("DOCKER_HOST") != null) {
            return Optional.empty();
        }
        if (!Files.exists(SOCKET)) {
            return Optional.of("there is no container engine: no DOCKER_HOST and no " + SOCKET
                    + "; start one, or as root: eval \"$(.ci/container-engine start)\"");
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of("the container engine behind " + SOCKET + " does not answer; start it");
    }
}
