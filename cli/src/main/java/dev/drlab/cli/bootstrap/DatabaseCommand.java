package dev.drlab.cli.bootstrap;

import dev.drlab.bootstrap.Cloud;
import dev.drlab.bootstrap.DatabaseSteps;
import dev.drlab.bootstrap.Deployment;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code drlab bootstrap database}: roles and schema, then authority for the primary region. */
@Command(
        name = "database",
        mixinStandardHelpOptions = true,
        description = {
            "Have the primary region's agent make roles and schema, then make that region the writer.",
            "Needs the orchestration stacks. May be run again."
        })
final class DatabaseCommand extends Phase {
    private static final Duration POLL = Duration.ofSeconds(5);

    @Option(
            names = "--timeout",
            paramLabel = "D",
            defaultValue = "30m",
            converter = dev.drlab.cli.option.DurationConverter.class,
            description = "how long to wait for activate (default: ${DEFAULT-VALUE})")
    private Duration timeout;

    @Override
    void describe(Deployment deployment) {
        print("would invoke " + deployment.names().agentFunction() + " in " + deployment.primaryRegion()
                + " with migrate");
        print("would start " + deployment.activateMachine(deployment.primaryRegion()) + " with mode initial, and wait "
                + timeout.toSeconds() + " s at most");
    }

    @Override
    void perform(Cloud cloud, Deployment deployment) throws InterruptedException {
        DatabaseSteps steps = new DatabaseSteps(cloud, this::print, Clock.systemUTC(), POLL);
        steps.migrate(deployment);
        steps.activate(deployment, timeout);
    }
}
