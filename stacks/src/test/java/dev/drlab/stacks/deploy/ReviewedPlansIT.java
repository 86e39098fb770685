package dev.drlab.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.stacks.DrlabApp;
import dev.drlab.stacks.config.ConfigParser;
import dev.drlab.stacks.config.LabConfig;
import dev.drlab.stacks.config.StateLocation;
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
 * Makes the plans that the tests of the plan review read: every stack is deployed with the real provider to an emulated AWS,
 * and two changes are planned against that, an ordinary one and one of all that a reviewer must not miss. Runs only when told
 * where to write: {@code -Ddrlab.writePlans=DIRECTORY}; the README beside the fixtures gives the whole command.
 */
@Tag("emulator")
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ReviewedPlansIT {
    private static final String PRIMARY_REGION = "ap-southeast-2";
    private static final String SECONDARY_REGION = "us-west-2";
    private static final String DOMAIN = "drlab.example.com";
    private static final String AGENT_KEY = "agent/drlab-agent.jar";
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
    private String zone;
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
            zone = cloud.createHostedZone(DOMAIN);
            Path deployed = deploy(phases);
            plan(phases, synthesize("ordinary", ordinary()), Path.of(to, "ordinary"));
            Path dangerous = WORK.resolve("dangerous");
            copy(deployed, dangerous);
            spoil(dangerous);
            plan(phases, dangerous, Path.of(to, "dangerous"));
        }
    }

    private Path deploy(Phases phases) throws Exception {
        LabConfig config = ConfigParser.parse(context().toString()).withStateBackend(StateLocation.LOCAL);
        Path synthesized = WORK.resolve("synthesized");
        DrlabApp.synth(config, synthesized);
        phases.time("state backends", () -> phases.forEach(BACKENDS, stack -> apply(synthesized, stack)));
        for (List<String> group : ORDER) {
            phases.time(String.join(", ", group), () -> phases.forEach(group, stack -> apply(synthesized, stack)));
            if (group.contains("SecondaryDataStack")) {
                for (String region : List.of(PRIMARY_REGION, SECONDARY_REGION)) {
                    cloud.putObject(
                            region, "drlab-" + AwsRequest.ACCOUNT + "-" + region + "-artifacts", AGENT_KEY, "jar");
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

    private static Path synthesize(String name, ObjectNode context) throws IOException {
        Path directory = WORK.resolve(name);
        DrlabApp.synth(ConfigParser.parse(context.toString()).withStateBackend(StateLocation.LOCAL), directory);
        return directory;
    }

    /** Plans every stack as it is in the directory, and leaves the plans of all. */
    private void plan(Phases phases, Path synthesized, Path to) throws Exception {
        Files.createDirectories(to);
        List<String> stacks = new ArrayList<>(BACKENDS);
        ORDER.forEach(stacks::addAll);
        Map<String, PlannedChanges> changes = phases.time(
                "plans: " + to.getFileName(),
                () -> phases.forEach(stacks, stack -> {
                    Terraform terraform = tree.copy(synthesized, stack);
                    terraform.init(List.of("-backend-config=path=reviewed.tfstate"));
                    return terraform.planTo(to.resolve(stack + ".json"));
                }));
        new TreeMap<>(changes)
                .forEach((stack, each) -> each.lines()
                        .forEach(line -> System.out.println("        " + stack + ": "
                                + line.lines().findFirst().orElse(""))));
        assertThat(stacks)
                .allSatisfy(stack -> assertThat(to.resolve(stack + ".json")).exists());
    }

    /** A release and two settings. */
    private ObjectNode ordinary() {
        return context()
                .put("serviceImageTag", "0.2.0")
                .put("monthlyBudgetUsd", 600)
                .put("flowLogDays", 14);
    }

    private static void spoil(Path synthesized) throws IOException {
        edit(synthesized, "PrimaryDataStack", stack -> {
            only(stack, "aws_db_instance").remove("lifecycle");
            only(stack, "aws_db_instance").put("deletion_protection", false).put("db_name", "items");
        });
        edit(synthesized, "SecondaryDataStack", stack -> {
            ObjectNode primary =
                    ((ObjectNode) stack.path("provider").path("aws").get(0)).deepCopy();
            primary.put("alias", "primary").put("region", PRIMARY_REGION);
            ((ArrayNode) stack.path("provider").path("aws")).add(primary);
            stack.withObject("/data/aws_db_instance/primary")
                    .put("db_instance_identifier", "drlab-" + PRIMARY_REGION)
                    .put("provider", "aws.primary");
            only(stack, "aws_db_instance").put("instance_class", "db.t4g.micro");
            only(stack, "aws_db_instance")
                    .put("performance_insights_kms_key_id", "${data.aws_db_instance.primary.kms_key_id}");
            ((ObjectNode) only(stack, "aws_dynamodb_table").path("point_in_time_recovery")).put("enabled", false);
        });
        edit(synthesized, "SecondaryAppStack", stack -> {
            only(stack, "aws_appautoscaling_target").remove("lifecycle");
            only(stack, "aws_appautoscaling_target").put("min_capacity", 0).put("max_capacity", 1);
            only(stack, "aws_ecs_service").remove("lifecycle");
            only(stack, "aws_ecs_service").put("desired_count", 0);
        });
        edit(
                synthesized,
                "SecondaryStateBackendStack",
                stack -> ((ObjectNode) only(stack, "aws_s3_bucket_versioning").path("versioning_configuration"))
                        .put("status", "Suspended"));
    }

    private interface Edit {
        void on(ObjectNode stack);
    }

    private static void edit(Path synthesized, String stack, Edit edit) throws IOException {
        Path file = synthesized.resolve("stacks").resolve(stack).resolve("cdk.tf.json");
        ObjectNode json = Json.object(Files.readString(file));
        edit.on(json);
        Files.writeString(file, json.toPrettyString());
    }

    private static ObjectNode only(ObjectNode stack, String type) {
        JsonNode resources = stack.path("resource").path(type);
        assertThat(resources).as(type).hasSize(1);
        return (ObjectNode) resources.elements().next();
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

    private ObjectNode context() {
        return Json.MAPPER
                .createObjectNode()
                .put("accountId", AwsRequest.ACCOUNT)
                .put("primaryRegion", PRIMARY_REGION)
                .put("secondaryRegion", SECONDARY_REGION)
                .put("domainName", DOMAIN)
                .put("hostedZoneId", zone)
                .put("alarmEmail", "operator@example.com")
                .put("agentJarKey", AGENT_KEY);
    }
}
