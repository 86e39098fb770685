package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Makes the plans with which the plan review is tested. Every stack is deployed with the real provider to an emulated
 * AWS. Then two changes are planned: an ordinary one, and one with everything that a reviewer must not miss. It runs
 * only with a target directory: {@code -Ddrlab.writePlans=DIRECTORY}; the README beside the fixtures has the whole
 * command. {@link ReviewedPlansTest} checks without provider and emulator that the plans are of today's stacks.
 */
@Tag("emulator")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ReviewedPlansIT {
    private static final List<String> BACKENDS = List.of("PrimaryStateBackendStack", "SecondaryStateBackendStack");
    private static final List<List<String>> ORDER = List.of(
            List.of("PrimaryNetworkStack", "SecondaryNetworkStack"),
            List.of("PrimaryDataStack"),
            List.of("SecondaryDataStack", "PrimaryAppStack"),
            List.of("SecondaryAppStack", "ReplicationStack", "PrimaryDROrchestrationStack"),
            List.of("RoutingAndDROrchestrationStack"),
            List.of("ObservabilityStack"));

    private static final Path WORK = Path.of("target", "reviewed-plans").toAbsolutePath();

    private EmulatedCloud cloud;
    private ReviewedStacks stacks;
    private StackTree tree;

    @Test
    void plansAreWritten() throws Exception {
        String to = System.getProperty("drlab.writePlans");
        assumeTrue(to != null, "not told where to write plans: -Ddrlab.writePlans=DIRECTORY");
        Directories.empty(WORK);
        try (EmulatedCloud started = EmulatedCloud.start(WORK);
                Phases phases = new Phases(3)) {
            cloud = started;
            tree = new StackTree(WORK.resolve("stacks"), cloud.endpoint());
            stacks = new ReviewedStacks(cloud.createHostedZone(ReviewedStacks.DOMAIN));
            Path deployed = deploy(phases);
            Path ordinary = WORK.resolve("ordinary");
            stacks.ordinary(ordinary);
            plan(phases, ordinary, Path.of(to, "ordinary"));
            Path dangerous = WORK.resolve("dangerous");
            copy(deployed, dangerous);
            ReviewedStacks.spoil(dangerous);
            plan(phases, dangerous, Path.of(to, "dangerous"));
        }
    }

    private Path deploy(Phases phases) throws Exception {
        Path synthesized = WORK.resolve("synthesized");
        stacks.deployed(synthesized);
        phases.time("state backends", () -> phases.forEach(BACKENDS, stack -> apply(synthesized, stack)));
        for (List<String> group : ORDER) {
            phases.time(String.join(", ", group), () -> phases.forEach(group, stack -> apply(synthesized, stack)));
            if (group.contains("SecondaryDataStack")) {
                for (String region : List.of(ReviewedStacks.PRIMARY_REGION, ReviewedStacks.SECONDARY_REGION)) {
                    cloud.putObject(
                            region,
                            "drlab-" + AwsRequest.ACCOUNT + "-" + region + "-artifacts",
                            ReviewedStacks.AGENT_KEY,
                            "jar");
                }
            }
        }
        return synthesized;
    }

    private String apply(Path synthesized, String stack) throws Exception {
        Terraform terraform = tree.copy(synthesized, stack);
        terraform.init(List.of("-backend-config=path=reviewed.tfstate"));
        terraform.apply();
        return stack;
    }

    /** Plans every stack in the directory, and writes the plans. */
    private void plan(Phases phases, Path synthesized, Path to) throws Exception {
        Files.createDirectories(to);
        List<String> names = new ArrayList<>(BACKENDS);
        ORDER.forEach(names::addAll);
        Map<String, PlannedChanges> changes = phases.time(
                "plans: " + to.getFileName(),
                () -> phases.forEach(names, stack -> {
                    Terraform terraform = tree.copy(synthesized, stack);
                    terraform.init(List.of("-backend-config=path=reviewed.tfstate"));
                    return terraform.planTo(to.resolve(stack + ".json"));
                }));
        new TreeMap<>(changes)
                .forEach((stack, each) -> each.lines()
                        .forEach(line -> System.out.println("        " + stack + ": "
                                + line.lines().findFirst().orElse(""))));
        assertThat(names)
                .allSatisfy(stack -> assertThat(to.resolve(stack + ".json")).exists());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
