package dev.drlab.infra.stacks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.infra.stacks.DrlabApp;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.StateLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The stacks for the plan review's fixtures: as deployed, after an ordinary change, and after a dangerous one.
 *
 * @param zone id of the hosted zone for {@link #DOMAIN}
 */
record ReviewedStacks(String zone) {
    static final String PRIMARY_REGION = "ap-southeast-2";
    static final String SECONDARY_REGION = "us-west-2";
    static final String DOMAIN = "drlab.example.com";
    static final String AGENT_KEY = "agent/drlab-agent.jar";

    /** Synthesizes the stacks of the first deployment, and returns their names. */
    List<String> deployed(Path to) throws IOException {
        return synthesize(context(), to);
    }

    /** Synthesizes an ordinary change: a release and two settings. */
    List<String> ordinary(Path to) throws IOException {
        return synthesize(
                context()
                        .put("serviceImageTag", "0.2.0")
                        .put("monthlyBudgetUsd", 600)
                        .put("flowLogDays", 14),
                to);
    }

    /** Adds to synthesized stacks everything that a reviewer must not miss. */
    static void spoil(Path synthesized) throws IOException {
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

    private static List<String> synthesize(ObjectNode context, Path to) throws IOException {
        return DrlabApp.synth(ConfigParser.parse(context.toString()).withStateBackend(StateLocation.LOCAL), to);
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
