package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.config.ConfigParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for every resource of every stack. */
class ProtectionTest {
    /** Types whose content cannot be restored. */
    private static final Set<String> STATEFUL = Set.of(
            "aws_db_instance",
            "aws_dynamodb_table",
            "aws_s3_bucket",
            "aws_kms_key",
            "aws_kms_replica_key",
            "aws_secretsmanager_secret",
            "aws_ecr_repository",
            "aws_backup_vault");

    /** Types with the argument by which AWS itself refuses a deletion. */
    private static final Map<String, String> REFUSES_DELETION = Map.of(
            "aws_db_instance", "deletion_protection",
            "aws_dynamodb_table", "deletion_protection_enabled",
            "aws_lb", "enable_deletion_protection");

    /** Actions that are allowed on the resource *, with the reason. */
    private static final Map<String, String> EVERYWHERE = new TreeMap<>(Map.ofEntries(
            Map.entry("application-autoscaling:DescribeScalableTargets", "reads, for readiness"),
            Map.entry("cloudwatch:DescribeAlarms", "reads, for readiness"),
            Map.entry("cloudwatch:GetMetricData", "reads, for readiness"),
            Map.entry("ecs:DescribeTaskDefinition", "reads, for readiness"),
            Map.entry("elasticloadbalancing:DescribeListeners", "reads, for readiness"),
            Map.entry("elasticloadbalancing:DescribeLoadBalancers", "reads, for readiness"),
            Map.entry("rds:DescribeAccountAttributes", "reads, for readiness"),
            Map.entry("servicequotas:GetServiceQuota", "reads, for readiness"),
            Map.entry("application-autoscaling:RegisterScalableTarget", "the target's id comes with its registration"),
            Map.entry("cloudwatch:PutMetricData", "knows no resources; bound to a namespace"),
            Map.entry("ecr:GetAuthorizationToken", "knows no resources"),
            Map.entry("ec2:CreateNetworkInterface", "Lambda makes its interfaces"),
            Map.entry("ec2:DescribeNetworkInterfaces", "knows no resources"),
            Map.entry("ec2:DescribeSubnets", "knows no resources"),
            Map.entry("ec2:DeleteNetworkInterface", "Lambda makes its interfaces"),
            Map.entry("ec2:AssignPrivateIpAddresses", "Lambda makes its interfaces"),
            Map.entry("ec2:UnassignPrivateIpAddresses", "Lambda makes its interfaces"),
            Map.entry("logs:CreateLogDelivery", "knows no resources"),
            Map.entry("logs:GetLogDelivery", "knows no resources"),
            Map.entry("logs:UpdateLogDelivery", "knows no resources"),
            Map.entry("logs:DeleteLogDelivery", "knows no resources"),
            Map.entry("logs:ListLogDeliveries", "knows no resources"),
            Map.entry("logs:PutResourcePolicy", "knows no resources"),
            Map.entry("logs:DescribeResourcePolicies", "knows no resources"),
            Map.entry("logs:DescribeLogGroups", "knows no resources"),
            Map.entry("rds:DescribeOrderableDBInstanceOptions", "knows no resources"),
            Map.entry("xray:PutTraceSegments", "knows no resources"),
            Map.entry("xray:PutTelemetryRecords", "knows no resources"),
            Map.entry("xray:GetSamplingRules", "knows no resources"),
            Map.entry("xray:GetSamplingTargets", "knows no resources")));

    static Stream<Block> stateful() {
        return everything().filter(block -> STATEFUL.contains(block.type()));
    }

    static Stream<Block> everything() {
        return Stream.of(Synthesis.plain(), Synthesis.full())
                .flatMap(synthesis -> synthesis.stacks().stream())
                .flatMap(stack -> stack.resources().stream());
    }

    @ParameterizedTest
    @MethodSource("stateful")
    void terraformDestroysNothingThatHoldsState(Block resource) {
        assertThat(resource.body().path("lifecycle").path("prevent_destroy").asBoolean())
                .as(resource.toString())
                .isTrue();
    }

    @Test
    void everyTypeThatHoldsStateIsThere() {
        assertThat(stateful().map(Block::type).collect(Collectors.toSet())).isEqualTo(STATEFUL);
    }

    @Test
    void awsRefusesToDeleteWhereItCan() {
        List<Block> blocks =
                everything().filter(b -> REFUSES_DELETION.containsKey(b.type())).toList();
        assertThat(blocks)
                .hasSizeGreaterThan(6)
                .allSatisfy(block -> assertThat(block.body()
                                .path(REFUSES_DELETION.get(block.type()))
                                .asBoolean())
                        .as(block.toString())
                        .isTrue());
    }

    @Test
    void everyBucketIsVersionedEncryptedPrivateAndReachedOverTlsOnly() {
        for (StackJson stack : Synthesis.plain().stacks()) {
            for (Block bucket : stack.resources("aws_s3_bucket")) {
                for (String part : List.of(
                        "aws_s3_bucket_versioning",
                        "aws_s3_bucket_server_side_encryption_configuration",
                        "aws_s3_bucket_public_access_block",
                        "aws_s3_bucket_policy")) {
                    assertThat(partOf(stack, bucket, part))
                            .as("%s of %s", part, bucket)
                            .isNotNull();
                }
                assertThat(partOf(stack, bucket, "aws_s3_bucket_versioning")
                                .path("versioning_configuration")
                                .path("status")
                                .asText())
                        .isEqualTo("Enabled");
                assertThat(partOf(stack, bucket, "aws_s3_bucket_policy")
                                .path("policy")
                                .asText())
                        .contains("aws:SecureTransport");
            }
        }
    }

    /**
     * Includes the state buckets, which another stack creates. The bucket that receives the records logs none of its
     * own.
     */
    @Test
    void everyBucketLogsItsRequestsInItsRegionButTheOneThatTakesThem() {
        for (String role : List.of("Primary", "Secondary")) {
            List<String> buckets = Stream.of(role + "StateBackendStack", role + "DataStack")
                    .flatMap(name -> Synthesis.plain().stack(name).resources("aws_s3_bucket").stream())
                    .map(bucket -> bucket.body().path("bucket").asText())
                    .toList();
            List<JsonNode> logged =
                    Synthesis.plain().stack(role + "DataStack").resources("aws_s3_bucket_logging").stream()
                            .map(Block::body)
                            .toList();
            assertThat(buckets).hasSize(5);
            assertThat(logged)
                    .extracting(logging -> logging.path("target_prefix").asText())
                    .containsExactlyInAnyOrderElementsOf(buckets.stream()
                            .filter(bucket -> !bucket.endsWith("-access-logs"))
                            .map(bucket -> bucket + "/")
                            .toList());
            assertThat(logged)
                    .allSatisfy(
                            logging -> assertThat(logging.path("target_bucket").asText())
                                    .startsWith("${aws_s3_bucket_policy.parts_access-logs_"));
        }
    }

    @Test
    void withStateOnDiskThereIsNoStateBucketToLog() {
        Synthesis local = Synthesis.of(ConfigParser.parse("{\"stateBackend\": \"local\"}"));
        assertThat(local.stack("PrimaryDataStack").resources("aws_s3_bucket_logging"))
                .hasSize(3)
                .noneMatch(logging -> logging.body().toString().contains("tfstate"));
    }

    /**
     * I5: without these entries an apply would promote the new standby, rename the old one, or change backups or the
     * password.
     */
    @Test
    void bothDatabasesIgnoreWhatTheStateMachinesSet() {
        List<Block> databases = Synthesis.plain().stacks().stream()
                .flatMap(stack -> stack.resources("aws_db_instance").stream())
                .toList();
        assertThat(databases).hasSize(2).allSatisfy(database -> {
            List<String> ignored = new ArrayList<>();
            database.body().path("lifecycle").path("ignore_changes").forEach(name -> ignored.add(name.asText()));
            assertThat(ignored)
                    .containsExactlyInAnyOrder(
                            "identifier", "replicate_source_db", "backup_retention_period", "password");
            assertThat(database.body().path("storage_encrypted").asBoolean()).isTrue();
            assertThat(database.body().path("apply_immediately").asBoolean()).isFalse();
        });
    }

    @Test
    void noTaskCountOfARoleIsTerraforms() {
        for (String stack : List.of("PrimaryAppStack", "SecondaryAppStack")) {
            assertThat(ignored(Synthesis.plain().stack(stack).resources("aws_ecs_service")))
                    .contains("desired_count");
            assertThat(ignored(Synthesis.plain().stack(stack).resources("aws_appautoscaling_target")))
                    .containsExactlyInAnyOrder("min_capacity", "max_capacity");
        }
    }

    @Test
    void policiesNameWhatTheyAllow() {
        Set<String> used = new TreeSet<>();
        everything()
                .filter(b -> b.type().equals("aws_iam_role_policy") || b.type().equals("aws_iam_policy"))
                .forEach(policy -> {
                    for (JsonNode statement : Synthesis.policy(
                                    policy.body().path("policy").asText())
                            .path("Statement")) {
                        if (texts(statement.path("Resource")).contains("*")) {
                            assertThat(EVERYWHERE.keySet())
                                    .as("%s allows these on *", policy)
                                    .containsAll(texts(statement.path("Action")));
                            used.addAll(texts(statement.path("Action")));
                        }
                        assertThat(texts(statement.path("Action")))
                                .as(policy.toString())
                                .noneMatch(action -> action.equals("*") || action.endsWith(":*"));
                    }
                });
        assertThat(used).hasSizeGreaterThan(10);
    }

    @Test
    void noRoleCanBeAssumedByEverybody() {
        List<Block> roles =
                everything().filter(b -> b.type().equals("aws_iam_role")).toList();
        assertThat(roles).isNotEmpty().allSatisfy(role -> {
            for (JsonNode statement : Synthesis.policy(
                            role.body().path("assume_role_policy").asText())
                    .path("Statement")) {
                assertThat(texts(statement.path("Principal").path("AWS")))
                        .as(role.toString())
                        .noneMatch(principal -> principal.contains("*"));
                assertThat(statement.path("Principal").isTextual()).isFalse();
            }
        });
    }

    private static JsonNode partOf(StackJson stack, Block bucket, String type) {
        return stack.resources(type).stream()
                .map(Block::body)
                .filter(body -> body.path("bucket").asText().contains("aws_s3_bucket." + bucket.id() + "."))
                .findFirst()
                .orElse(null);
    }

    private static List<String> ignored(List<Block> resources) {
        assertThat(resources).hasSize(1);
        return texts(resources.get(0).body().path("lifecycle").path("ignore_changes"));
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        node.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** A standby that is being backed up could not be promoted. The state machine sets the tag, not Terraform. */
    @Test
    void onlyTheActiveDatabaseIsSnapshotAndPlansIgnoreItsMark() {
        List<Block> selections = everything()
                .filter(block -> block.type().equals("aws_backup_selection"))
                .toList();
        assertThat(selections).isNotEmpty();
        for (Block selection : selections) {
            JsonNode condition = selection.body().at("/condition/0/string_equals/0");
            assertThat(condition.path("key").asText()).as("%s", selection).isEqualTo("aws:ResourceTag/drlab:active");
            assertThat(condition.path("value").asText()).isEqualTo("true");
            for (JsonNode provider : selection.stack().json().path("provider").path("aws")) {
                assertThat(provider.at("/ignore_tags/0/keys/0").asText()).isEqualTo("drlab:active");
            }
        }
    }
}
