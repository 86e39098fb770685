package dev.drlab.infra.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.data.bucket.AccessLogsBucket;
import dev.drlab.infra.data.bucket.AccessLogsBucketProps;
import dev.drlab.infra.data.bucket.BucketReplication;
import dev.drlab.infra.data.bucket.BucketReplicationProps;
import dev.drlab.infra.data.bucket.DataBucket;
import dev.drlab.infra.data.bucket.DataBucketProps;
import dev.drlab.infra.data.bucket.LogsBucket;
import dev.drlab.infra.data.bucket.LogsBucketProps;
import dev.drlab.infra.data.database.BackupSchedule;
import dev.drlab.infra.data.database.BackupScheduleProps;
import dev.drlab.infra.data.database.BackupVault;
import dev.drlab.infra.data.database.BackupVaultProps;
import dev.drlab.infra.data.database.DatabaseProps;
import dev.drlab.infra.data.database.DatabaseSecret;
import dev.drlab.infra.data.database.DatabaseSecretProps;
import dev.drlab.infra.data.database.DatabaseWindows;
import dev.drlab.infra.data.database.PrimaryDatabase;
import dev.drlab.infra.data.database.PrimaryDatabaseProps;
import dev.drlab.infra.data.database.ReplicaDatabase;
import dev.drlab.infra.data.database.ReplicaDatabaseProps;
import dev.drlab.infra.data.database.WriterPointer;
import dev.drlab.infra.data.database.WriterPointerProps;
import dev.drlab.infra.data.key.EncryptionKey;
import dev.drlab.infra.data.key.EncryptionKeyProps;
import dev.drlab.infra.data.key.ReplicaKey;
import dev.drlab.infra.data.key.ReplicaKeyProps;
import dev.drlab.infra.data.registry.ImageRepository;
import dev.drlab.infra.data.registry.ImageRepositoryProps;
import dev.drlab.infra.data.registry.RegistryReplication;
import dev.drlab.infra.data.registry.RegistryReplicationProps;
import dev.drlab.infra.synthesized.Synthesized;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both regions' data as Terraform reads it; one synthesis each, as the bindings are slow to load. */
class DataConstructsTest {
    private static final String ACCOUNT = "111122223333";
    private static final AwsLocation PRIMARY = new AwsLocation("aws", ACCOUNT, "ap-southeast-2");
    private static final AwsLocation SECONDARY = new AwsLocation("aws", ACCOUNT, "us-west-2");
    private static final String REPLICA_KEY =
            "arn:aws:kms:us-west-2:111122223333:key/mrk-00000000000000000000000000000000";
    private static final List<String> STATEFUL = List.of(
            "aws_kms_key",
            "aws_kms_replica_key",
            "aws_db_instance",
            "aws_secretsmanager_secret",
            "aws_secretsmanager_secret_version",
            "aws_dynamodb_table",
            "aws_s3_bucket",
            "aws_ecr_repository",
            "aws_backup_vault");

    private static Synthesized primary;
    private static Synthesized secondary;
    private static Synthesized replication;

    @BeforeAll
    static void synthesize() {
        primary = Synthesized.of("primary-data", DataConstructsTest::primary);
        secondary = Synthesized.of("secondary-data", DataConstructsTest::secondary);
        replication = Synthesized.of("replication", DataConstructsTest::replication);
    }

    private static void primary(TerraformStack stack) {
        AwsProvider.Builder.create(stack, "aws").region(PRIMARY.region()).build();
        var key = new EncryptionKey(stack, "key", new EncryptionKeyProps("alias/drlab", true, PRIMARY, null));
        var secret = new DatabaseSecret(
                stack,
                "passwords",
                new DatabaseSecretProps("drlab/database", key.arn(), SECONDARY.region(), REPLICA_KEY));
        var database = new PrimaryDatabase(
                stack,
                "database",
                new PrimaryDatabaseProps(
                        database(PRIMARY, key.arn()).build(), "drlab", "drlab_admin", secret.adminPassword(), 20, 7));
        assertThat(database.port()).isEqualTo(5432);
        shared(stack, PRIMARY, key.arn());
    }

    private static void secondary(TerraformStack stack) {
        AwsProvider.Builder.create(stack, "aws").region(SECONDARY.region()).build();
        var key = new ReplicaKey(
                stack,
                "key",
                new ReplicaKeyProps(
                        "alias/drlab", REPLICA_KEY.replace(SECONDARY.region(), PRIMARY.region()), SECONDARY, null));
        new ReplicaDatabase(
                stack,
                "database",
                new ReplicaDatabaseProps(
                        database(SECONDARY, key.arn()).performanceInsights(true).build(),
                        PRIMARY.arn("rds", "db:drlab-ap-southeast-2"),
                        7));
        shared(stack, SECONDARY, key.arn());
    }

    private static DatabaseProps.Builder database(AwsLocation location, String key) {
        return DatabaseProps.builder()
                .identifier("drlab-" + location.region())
                .location(location)
                .instanceClass("db.t4g.medium")
                .engineVersion("17.5")
                .subnetIds(List.of("subnet-1", "subnet-2"))
                .securityGroupIds(List.of("sg-1"))
                .kmsKeyArn(key)
                .windows(new DatabaseWindows("12:00-12:30", "sun:18:30-sun:19:00"));
    }

    private static void shared(TerraformStack stack, AwsLocation location, String key) {
        new WriterPointer(
                stack,
                "pointer",
                new WriterPointerProps("drlab/writer", key, PRIMARY.region(), "drlab-" + PRIMARY.region()));
        new ControlTable(stack, "control", new ControlTableProps("drlab-control", key));
        new ImageRepository(stack, "image", new ImageRepositoryProps("drlab/service", key, 30));
        String logged = bucket(location, "app-data");
        var requests = new AccessLogsBucket(
                stack,
                "requests",
                new AccessLogsBucketProps(
                        bucket(location, "access-logs"),
                        location,
                        90,
                        List.of(logged, bucket(location, "logs"), bucket(location, "tfstate"))));
        requests.take("tfstate", bucket(location, "tfstate"));
        new LogsBucket(
                stack, "logs", new LogsBucketProps(bucket(location, "logs"), location, 90, requests.name(), "drlab"));
        new DataBucket(stack, "app-data", new DataBucketProps(logged, location, key, requests.name(), 30));
        new BackupVault(stack, "vault", new BackupVaultProps("drlab", key));
    }

    private static String bucket(AwsLocation location, String purpose) {
        return "drlab-" + ACCOUNT + "-" + location.region() + "-" + purpose;
    }

    private static void replication(TerraformStack stack) {
        var here = AwsProvider.Builder.create(stack, "aws")
                .region(SECONDARY.region())
                .build();
        var there = AwsProvider.Builder.create(stack, "aws-primary")
                .alias("primary")
                .region(PRIMARY.region())
                .build();
        new BucketReplication(stack, "forth", replication(PRIMARY, SECONDARY, false, there));
        new BucketReplication(stack, "back", replication(SECONDARY, PRIMARY, true, here));
        new RegistryReplication(
                stack, "images", new RegistryReplicationProps(ACCOUNT, SECONDARY.region(), "drlab/", there));
        new BackupSchedule(stack, "daily", schedule(null));
        new BackupSchedule(stack, "tagged", schedule("drlab:active"));
    }

    private static BackupScheduleProps schedule(String tag) {
        return new BackupScheduleProps(
                "drlab-" + (tag == null ? "a" : "b"),
                SECONDARY,
                SECONDARY.arn("rds", "db:drlab-us-west-2"),
                "drlab",
                PRIMARY.arn("backup", "backup-vault:drlab"),
                "cron(0 17 * * ? *)",
                35,
                tag,
                null);
    }

    private static BucketReplicationProps replication(
            AwsLocation from, AwsLocation to, boolean deletes, AwsProvider provider) {
        return new BucketReplicationProps(
                "drlab-replicate-" + from.region(),
                from,
                bucket(from, "app-data"),
                REPLICA_KEY.replace(SECONDARY.region(), from.region()),
                to.region(),
                bucket(to, "app-data"),
                REPLICA_KEY.replace(SECONDARY.region(), to.region()),
                deletes,
                provider);
    }

    @Test
    void terraformDestroysNothingThatHoldsState() {
        Set<String> seen = new TreeSet<>();
        for (Synthesized region : List.of(primary, secondary)) {
            for (String type : STATEFUL) {
                for (JsonNode resource : region.all(type)) {
                    seen.add(type);
                    assertThat(resource.at("/lifecycle/prevent_destroy").asBoolean())
                            .as(type)
                            .isTrue();
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(STATEFUL);
    }

    @Test
    void awsRefusesToDeleteWhatItCanProtect() {
        for (Synthesized region : List.of(primary, secondary)) {
            JsonNode database = region.only("aws_db_instance");
            assertThat(database.path("deletion_protection").asBoolean()).isTrue();
            assertThat(database.path("skip_final_snapshot").asBoolean(true)).isFalse();
            assertThat(database.path("final_snapshot_identifier").asText()).isNotEmpty();
            assertThat(database.path("delete_automated_backups").asBoolean(true))
                    .isFalse();
            JsonNode table = region.only("aws_dynamodb_table");
            assertThat(table.path("deletion_protection_enabled").asBoolean()).isTrue();
            assertThat(table.at("/point_in_time_recovery/enabled").asBoolean()).isTrue();
            assertThat(region.all("aws_secretsmanager_secret"))
                    .allMatch(secret -> secret.path("recovery_window_in_days").asInt() == 30);
            assertThat(region.all("aws_kms_key"))
                    .allMatch(key -> key.path("deletion_window_in_days").asInt() == 30
                            && key.path("enable_key_rotation").asBoolean());
        }
    }

    @Test
    void bothDatabasesLeaveToTheStateMachinesWhatARoleSwapChanges() {
        for (Synthesized region : List.of(primary, secondary)) {
            JsonNode database = region.only("aws_db_instance");
            assertThat(texts(database.at("/lifecycle/ignore_changes")))
                    .containsExactlyInAnyOrder(
                            "identifier", "replicate_source_db", "backup_retention_period", "password");
            assertThat(database.path("apply_immediately").asBoolean(true)).isFalse();
            assertThat(database.path("auto_minor_version_upgrade").asBoolean(false))
                    .isTrue();
            assertThat(database.path("performance_insights_enabled").asBoolean())
                    .isTrue();
            assertThat(database.path("backup_window").asText()).isEqualTo("12:00-12:30");
            assertThat(database.path("maintenance_window").asText()).isEqualTo("sun:18:30-sun:19:00");
            assertThat(database.path("timeouts"))
                    .hasToString("{\"create\":\"6h\",\"delete\":\"2h\",\"update\":\"3h\"}");
        }
    }

    @Test
    void bothDatabasesManageTheSameAttributesApartFromTheirCreation() {
        Set<String> first = names(primary.only("aws_db_instance"));
        Set<String> second = names(secondary.only("aws_db_instance"));
        first.removeAll(Set.of("engine", "allocated_storage", "db_name", "username", "password"));
        second.remove("replicate_source_db");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void replicaIsEncryptedWithItsRegionsKeyAndNamesItsSourceByArn() {
        JsonNode replica = secondary.only("aws_db_instance");
        assertThat(replica.path("storage_encrypted").asBoolean()).isTrue();
        assertThat(replica.path("kms_key_id").asText()).matches("\\$\\{aws_kms_replica_key\\..*\\.arn\\}");
        assertThat(replica.path("replicate_source_db").asText())
                .isEqualTo("arn:aws:rds:ap-southeast-2:111122223333:db:drlab-ap-southeast-2");
        assertThat(names(replica)).doesNotContain("username", "password", "db_name");
        assertThat(replica.path("backup_retention_period").asInt()).isEqualTo(7);
    }

    @Test
    void primaryHasAutomatedBackupsAndTakesItsPasswordFromTheStoredSecret() {
        JsonNode database = primary.only("aws_db_instance");
        assertThat(database.path("backup_retention_period").asInt()).isEqualTo(7);
        assertThat(database.path("password").asText())
                .contains("jsondecode(aws_secretsmanager_secret_version.")
                .contains("adminPassword")
                .doesNotContain("random_password");
    }

    /** From the class of each they would differ while it is changed: a replica with less stops replaying. */
    @Test
    void whatAReplicaNeedsAsMuchOfAsItsWriterDoesNotDependOnTheClass() {
        for (String name : List.of("max_connections", "max_worker_processes")) {
            JsonNode ofWriter = parameter(primary.only("aws_db_parameter_group"), name);
            assertThat(ofWriter.path("value").asText()).as(name).matches("[1-9][0-9]+");
            assertThat(parameter(secondary.only("aws_db_parameter_group"), name))
                    .as("as roles swap, the same in both")
                    .isEqualTo(ofWriter);
        }
    }

    @Test
    void serverSettingsKeepADrainSafeAndADiskFromFilling() {
        for (Synthesized region : List.of(primary, secondary)) {
            JsonNode group = region.only("aws_db_parameter_group");
            assertThat(parameter(group, "max_prepared_transactions")
                            .path("value")
                            .asText())
                    .isEqualTo("0");
            assertThat(parameter(group, "max_prepared_transactions")
                            .path("apply_method")
                            .asText())
                    .isEqualTo("pending-reboot");
            assertThat(parameter(group, "max_slot_wal_keep_size").path("value").asInt())
                    .isEqualTo(16_384);
            assertThat(parameter(group, "authentication_timeout").path("value").asInt())
                    .as("shorter than a drain waits for logins")
                    .isLessThan(4);
            assertThat(parameter(group, "rds.force_ssl").path("value").asText()).isEqualTo("1");
            assertThat(parameter(group, "rds.force_ssl").path("apply_method").asText())
                    .as("as RDS reports a default")
                    .isEqualTo("pending-reboot");
            assertThat(group.path("family").asText()).isEqualTo("postgres17");
        }
    }

    private static JsonNode parameter(JsonNode group, String name) {
        return StreamSupport.stream(group.path("parameter").spliterator(), false)
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void exportedLogsHaveTheirGroupsBeforeTheInstanceExists() {
        JsonNode database = primary.only("aws_db_instance");
        List<String> exported = texts(database.path("enabled_cloudwatch_logs_exports"));
        assertThat(primary.all("aws_cloudwatch_log_group"))
                .hasSameSizeAs(exported)
                .allMatch(group -> group.path("retention_in_days").asInt() == 30 && group.has("kms_key_id"));
        assertThat(texts(database.path("depends_on")))
                .filteredOn(name -> name.startsWith("aws_cloudwatch_log_group."))
                .hasSameSizeAs(exported);
    }

    @Test
    void secretsAreWrittenOnceAndTheDatabasesIsCopied() {
        for (Synthesized region : List.of(primary, secondary)) {
            assertThat(region.all("aws_secretsmanager_secret_version"))
                    .isNotEmpty()
                    .allMatch(version ->
                            texts(version.at("/lifecycle/ignore_changes")).equals(List.of("secret_string")));
        }
        assertThat(primary.named("aws_secretsmanager_secret", "passwords_secret")
                        .at("/replica/0/region")
                        .asText())
                .isEqualTo("us-west-2");
        assertThat(primary.named("aws_secretsmanager_secret", "passwords_secret")
                        .at("/replica/0/kms_key_id")
                        .asText())
                .isEqualTo(REPLICA_KEY);
        assertThat(secondary.only("aws_secretsmanager_secret").has("replica")).isFalse();
        assertThat(primary.data("aws_secretsmanager_random_password"))
                .hasSize(4)
                .allMatch(random -> random.path("exclude_punctuation").asBoolean());
    }

    @Test
    void everyBucketIsVersionedEncryptedPrivateAndExpiresOldVersions() {
        for (Synthesized region : List.of(primary, secondary)) {
            int buckets = region.all("aws_s3_bucket").size();
            assertThat(buckets).isEqualTo(3);
            assertThat(region.all("aws_s3_bucket_versioning"))
                    .hasSize(buckets)
                    .allMatch(versioning -> versioning
                            .at("/versioning_configuration/status")
                            .asText()
                            .equals("Enabled"));
            assertThat(region.all("aws_s3_bucket_server_side_encryption_configuration"))
                    .hasSize(buckets);
            assertThat(region.all("aws_s3_bucket_ownership_controls"))
                    .hasSize(buckets)
                    .allMatch(controls ->
                            controls.at("/rule/object_ownership").asText().equals("BucketOwnerEnforced"));
            assertThat(region.all("aws_s3_bucket_public_access_block"))
                    .hasSize(buckets)
                    .allMatch(block -> List.of(
                                    "block_public_acls",
                                    "block_public_policy",
                                    "ignore_public_acls",
                                    "restrict_public_buckets")
                            .stream()
                            .allMatch(switchName -> block.path(switchName).asBoolean()));
            assertThat(region.all("aws_s3_bucket_lifecycle_configuration"))
                    .hasSize(buckets)
                    .allMatch(expiry -> expiry.at("/rule/0/noncurrent_version_expiration/noncurrent_days")
                                    .asInt()
                            > 0);
        }
    }

    @Test
    void dataIsUnderTheRegionsKeyAndLogsUnderThatOfS3WhichTheBalancerNeeds() {
        assertThat(encryption("app-data").path("sse_algorithm").asText()).isEqualTo("aws:kms");
        assertThat(encryption("app-data").path("kms_master_key_id").asText()).startsWith("${aws_kms_key.");
        assertThat(encryption("logs").path("sse_algorithm").asText()).isEqualTo("AES256");
        assertThat(encryption("requests").path("sse_algorithm").asText()).isEqualTo("AES256");
    }

    private static JsonNode encryption(String part) {
        return primary.named("aws_s3_bucket_server_side_encryption_configuration", part)
                .at("/rule/0/apply_server_side_encryption_by_default");
    }

    @Test
    void everyBucketDeniesRequestsWithoutTls12() {
        for (Synthesized region : List.of(primary, secondary)) {
            for (JsonNode bucketPolicy : region.all("aws_s3_bucket_policy")) {
                List<JsonNode> denied = statements(bucketPolicy.path("policy")).stream()
                        .filter(statement -> statement.path("Effect").asText().equals("Deny"))
                        .toList();
                assertThat(denied)
                        .anyMatch(statement -> statement
                                .at("/Condition/Bool/aws:SecureTransport")
                                .asText()
                                .equals("false"))
                        .anyMatch(statement -> statement
                                .at("/Condition/NumericLessThan/s3:TlsVersion")
                                .asText()
                                .equals("1.2"))
                        .allMatch(statement -> statement.path("Resource").size() == 2);
            }
        }
    }

    @Test
    void noPolicyAllowsAnyone() {
        List<JsonNode> policies = new ArrayList<>();
        for (Synthesized region : List.of(primary, secondary, replication)) {
            for (String type :
                    List.of("aws_kms_key", "aws_kms_replica_key", "aws_s3_bucket_policy", "aws_iam_role_policy")) {
                region.all(type).forEach(resource -> policies.add(resource.path("policy")));
            }
            region.all("aws_iam_role").forEach(role -> policies.add(role.path("assume_role_policy")));
        }
        assertThat(policies).hasSizeGreaterThan(8);
        assertThat(policies.stream().flatMap(policy -> statements(policy).stream()))
                .filteredOn(statement -> statement.path("Effect").asText().equals("Allow"))
                .isNotEmpty()
                .noneMatch(statement -> statement.path("Principal").toString().contains("\"*\""));
    }

    @Test
    void servicesUseTheKeyForThisAccountOnly() {
        for (JsonNode statement : statements(primary.only("aws_kms_key").path("policy"))) {
            if (statement.path("Principal").has("Service")) {
                assertThat(statement.path("Condition").toString())
                        .as(statement.path("Sid").asText())
                        .contains(ACCOUNT);
            }
        }
    }

    @Test
    void logsBucketTakesTheLogsOfBalancerAndTrailOnly() {
        List<JsonNode> allowed = statements(
                        primary.named("aws_s3_bucket_policy", "logs").path("policy"))
                .stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .toList();
        assertThat(allowed)
                .extracting(statement -> statement.at("/Resource").asText())
                .containsExactly(
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-logs/alb/AWSLogs/111122223333/*",
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-logs",
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-logs/cloudtrail/AWSLogs/111122223333/*");
        assertThat(allowed.get(0).at("/Principal/AWS").asText()).contains("aws_elb_service_account");
    }

    /** Also the state's, which another stack made; and never its own. */
    @Test
    void everyOtherBucketLogsItsRequestsToOneThatOnlyS3MayDeliverTo() {
        List<JsonNode> allowed = statements(
                        primary.named("aws_s3_bucket_policy", "requests").path("policy"))
                .stream()
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .toList();
        assertThat(allowed).hasSize(1);
        JsonNode delivery = allowed.get(0);
        assertThat(delivery.at("/Principal/Service").asText()).isEqualTo("logging.s3.amazonaws.com");
        assertThat(delivery.path("Resource").asText())
                .isEqualTo("arn:aws:s3:::drlab-111122223333-ap-southeast-2-access-logs/*");
        assertThat(delivery.at("/Condition/StringEquals/aws:SourceAccount").asText())
                .isEqualTo(ACCOUNT);
        assertThat(texts(delivery.at("/Condition/ArnEquals/aws:SourceArn")))
                .containsExactly(
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-app-data",
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-logs",
                        "arn:aws:s3:::drlab-111122223333-ap-southeast-2-tfstate");

        assertThat(primary.all("aws_s3_bucket_logging"))
                .extracting(logging -> logging.path("target_prefix").asText())
                .containsExactlyInAnyOrder(
                        "drlab-111122223333-ap-southeast-2-app-data/",
                        "drlab-111122223333-ap-southeast-2-logs/",
                        "drlab-111122223333-ap-southeast-2-tfstate/");
        assertThat(primary.all("aws_s3_bucket_logging"))
                .allSatisfy(logging -> assertThat(logging.path("target_bucket").asText())
                        .as("which waits until S3 may deliver")
                        .startsWith("${aws_s3_bucket_policy.requests_"));
    }

    @Test
    void replicationRunsBothWaysWithKeysMetricsAndReplicaModifications() {
        assertThat(replication.all("aws_s3_bucket_replication_configuration"))
                .hasSize(2)
                .allSatisfy(configuration -> {
                    JsonNode rule = configuration.at("/rule/0");
                    assertThat(rule.path("status").asText()).isEqualTo("Enabled");
                    assertThat(rule.path("priority").asInt()).isEqualTo(1);
                    assertThat(rule.path("filter").toString()).isIn("{}", "[{}]");
                    assertThat(rule.at("/source_selection_criteria/sse_kms_encrypted_objects/status")
                                    .asText())
                            .isEqualTo("Enabled");
                    assertThat(rule.at("/source_selection_criteria/replica_modifications/status")
                                    .asText())
                            .isEqualTo("Enabled");
                    assertThat(rule.at("/destination/encryption_configuration/replica_kms_key_id")
                                    .asText())
                            .startsWith("arn:aws:kms:");
                    assertThat(rule.at("/destination/metrics/status").asText()).isEqualTo("Enabled");
                });
    }

    @Test
    void deletesAreReplicatedOnlyWhereConfigured() {
        assertThat(deletes("forth")).isEqualTo("Disabled");
        assertThat(deletes("back")).isEqualTo("Enabled");
    }

    private static String deletes(String part) {
        return replication
                .named("aws_s3_bucket_replication_configuration", part)
                .at("/rule/0/delete_marker_replication/status")
                .asText();
    }

    @Test
    void replicationActsInItsSourcesRegion() {
        assertThat(replication
                        .named("aws_s3_bucket_replication_configuration", "forth")
                        .path("provider")
                        .asText())
                .isEqualTo("aws.primary");
        assertThat(replication
                        .only("aws_ecr_replication_configuration")
                        .path("provider")
                        .asText())
                .isEqualTo("aws.primary");
        String destination = statements(
                        replication.named("aws_iam_role_policy", "forth").path("policy"))
                .stream()
                .filter(statement -> statement.path("Sid").asText().equals("EncryptCopies"))
                .findFirst()
                .orElseThrow()
                .at("/Condition/StringLike/kms:ViaService")
                .asText();
        assertThat(destination).isEqualTo("s3.us-west-2.amazonaws.com");
    }

    @Test
    void snapshotsNameTheDatabaseByArnAndAreCopiedToTheOtherRegion() {
        JsonNode rule = replication.named("aws_backup_plan", "daily").at("/rule/0");
        assertThat(rule.at("/copy_action/0/destination_vault_arn").asText())
                .isEqualTo("arn:aws:backup:ap-southeast-2:111122223333:backup-vault:drlab");
        assertThat(rule.path("enable_continuous_backup").asBoolean(true)).isFalse();
        JsonNode selection = replication.named("aws_backup_selection", "daily");
        assertThat(texts(selection.path("resources")))
                .containsExactly("arn:aws:rds:us-west-2:111122223333:db:drlab-us-west-2");
        assertThat(selection.has("condition")).isFalse();
        assertThat(replication
                        .named("aws_backup_selection", "tagged")
                        .at("/condition/0/string_equals/0/key")
                        .asText())
                .isEqualTo("aws:ResourceTag/drlab:active");
        assertThat(replication.root().path("resource").has("aws_db_instance_automated_backups_replication"))
                .isFalse();
    }

    @Test
    void imageTagsCannotMoveAndImagesAreScanned() {
        JsonNode repository = primary.only("aws_ecr_repository");
        assertThat(repository.path("image_tag_mutability").asText()).isEqualTo("IMMUTABLE");
        assertThat(repository.at("/image_scanning_configuration/scan_on_push").asBoolean())
                .isTrue();
        assertThat(repository.at("/encryption_configuration/0/encryption_type").asText())
                .isEqualTo("KMS");
    }

    private static List<JsonNode> statements(JsonNode policy) {
        return StreamSupport.stream(
                        Synthesized.parse(policy.asText()).path("Statement").spliterator(), false)
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
