package dev.drlab.planreview;

import static dev.drlab.planreview.Plans.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.planreview.rules.Detail;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Rule;
import dev.drlab.planreview.rules.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what it is about. */
class RulesTest {
    private static final String DATABASE =
            "{\"identifier\": \"one\", \"deletion_protection\": true, \"storage_encrypted\": true, \"backup_retention_period\": 7,"
                    + " \"skip_final_snapshot\": false, \"instance_class\": \"db.t4g.medium\", \"engine_version\": \"17\","
                    + " \"kms_key_id\": \"arn:aws:kms:us-west-2:1:key/a\", \"replicate_source_db\": \"arn:aws:rds:x:1:db:w\"}";

    @TempDir
    private Path directory;

    private record Case(Rule rule, ObjectNode change) {}

    static Stream<Arguments> changes() {
        String on = "{\"state\": \"ENABLED\"}";
        return Stream.of(
                        of(Rule.DATABASE_REPLACED, change("delete,create", "aws_db_instance", DATABASE, DATABASE)),
                        of(Rule.DATABASE_REPLACED, change("create,delete", "aws_rds_cluster", "{}", "{}")),
                        of(Rule.DATABASE_DESTROYED, change("delete", "aws_db_instance", DATABASE, "null")),
                        of(
                                Rule.DATABASE_DESTROYED,
                                change("delete", "aws_db_instance", DATABASE, "null")
                                        .put("deposed", "a1")),
                        of(Rule.DATABASE_ROLE_CHANGED, database("replicate_source_db", "null")),
                        of(Rule.DATABASE_ROLE_CHANGED, database("replicate_source_db", "\"arn:aws:rds:x:1:db:other\"")),
                        of(
                                Rule.DATABASE_ROLE_CHANGED,
                                update("aws_rds_cluster", "{\"global_cluster_identifier\": \"g\"}", "{}")),
                        of(Rule.DATABASE_ENGINE_CHANGED, database("engine_version", "\"18\"")),
                        of(Rule.DATABASE_CHANGED, database("port", "5433")),
                        of(
                                Rule.DATABASE_SETTINGS_CHANGED,
                                update("aws_db_parameter_group", "{\"parameter\": []}", "{\"parameter\": [1]}")),
                        of(Rule.DATA_DESTROYED, change("delete", "aws_s3_bucket", "{\"bucket\": \"data\"}", "null")),
                        of(Rule.DATA_DESTROYED, change("delete,create", "aws_secretsmanager_secret", "{}", "{}")),
                        of(
                                Rule.DATA_CHANGED,
                                update(
                                        "aws_ecr_repository",
                                        "{\"image_tag_mutability\": \"IMMUTABLE\"}",
                                        "{\"image_tag_mutability\": \"MUTABLE\"}")),
                        of(
                                Rule.PUBLIC_ACCESS_OPENED,
                                change(
                                        "delete",
                                        "aws_s3_bucket_public_access_block",
                                        "{\"bucket\": \"data\"}",
                                        "null")),
                        of(Rule.PUBLIC_ACCESS_OPENED, database("publicly_accessible", "true")),
                        of(
                                Rule.CONTROL_TABLE_REMOVED,
                                change("delete", "aws_dynamodb_table", "{\"name\": \"drlab-control\"}", "null")),
                        of(
                                Rule.CONTROL_TABLE_CHANGED,
                                update(
                                        "aws_dynamodb_table",
                                        "{\"name\": \"drlab-control\", \"ttl\": []}",
                                        "{\"name\": \"drlab-control\", \"ttl\": [1]}")),
                        of(Rule.DELETION_PROTECTION_LOWERED, database("deletion_protection", "false")),
                        of(Rule.DELETION_PROTECTION_LOWERED, database("deletion_protection", "null")),
                        of(
                                Rule.DELETION_PROTECTION_LOWERED,
                                update("aws_s3_bucket", "{\"force_destroy\": false}", "{\"force_destroy\": true}")),
                        of(
                                Rule.DELETION_PROTECTION_LOWERED,
                                update(
                                        "aws_lb",
                                        "{\"enable_deletion_protection\": true}",
                                        "{\"enable_deletion_protection\": false}")),
                        of(
                                Rule.DELETION_PROTECTION_LOWERED,
                                update(
                                        "aws_secretsmanager_secret",
                                        "{\"recovery_window_in_days\": 30}",
                                        "{\"recovery_window_in_days\": 0}")),
                        of(
                                Rule.DELETION_PROTECTION_LOWERED,
                                update(
                                        "aws_s3_bucket_versioning",
                                        "{\"versioning_configuration\": [{\"mfa_delete\": \"Enabled\"}]}",
                                        "{\"versioning_configuration\": [{\"mfa_delete\": \"Disabled\"}]}")),
                        of(
                                Rule.DELETION_PROTECTION_LOWERED,
                                update(
                                        "aws_s3_bucket",
                                        "{\"versioning\": [{\"enabled\": true, \"mfa_delete\": true}]}",
                                        "{\"versioning\": [{\"enabled\": true, \"mfa_delete\": false}]}")),
                        of(
                                Rule.UNPROTECTED_CREATION,
                                change("create", "aws_db_instance", "null", "{\"identifier\": \"new\"}")),
                        of(
                                Rule.UNPROTECTED_CREATION,
                                change(
                                        "create",
                                        "aws_dynamodb_table",
                                        "null",
                                        "{\"name\": \"new\", \"deletion_protection_enabled\": true}")),
                        of(Rule.ENCRYPTION_LOWERED, database("storage_encrypted", "false")),
                        of(Rule.ENCRYPTION_LOWERED, database("kms_key_id", "\"arn:aws:kms:us-west-2:1:key/b\"")),
                        of(
                                Rule.ENCRYPTION_LOWERED,
                                change("delete", "aws_s3_bucket_server_side_encryption_configuration", "{}", "null")),
                        of(
                                Rule.ENCRYPTION_LOWERED,
                                update(
                                        "aws_sns_topic",
                                        "{\"kms_master_key_id\": \"k\"}",
                                        "{\"kms_master_key_id\": null}")),
                        of(
                                Rule.ENCRYPTION_LOWERED,
                                update("aws_ebs_encryption_by_default", "{\"enabled\": true}", "{\"enabled\": false}")),
                        of(
                                Rule.ENCRYPTION_LOWERED,
                                change("create", "aws_ebs_encryption_by_default", "null", "{\"enabled\": false}")),
                        of(Rule.KEY_REMOVED, change("delete", "aws_kms_key", "{}", "null")),
                        of(
                                Rule.KEY_REMOVED,
                                update(
                                        "aws_kms_replica_key",
                                        "{\"enabled\": true, \"is_enabled\": true}",
                                        "{\"is_enabled\": false}")),
                        of(
                                Rule.KEY_CHANGED,
                                update("aws_kms_alias", "{\"target_key_id\": \"a\"}", "{\"target_key_id\": \"b\"}")),
                        of(
                                Rule.VERSIONING_LOWERED,
                                update(
                                        "aws_s3_bucket_versioning",
                                        "{\"versioning_configuration\": [{\"status\": \"Enabled\"}]}",
                                        "{\"versioning_configuration\": [{\"status\": \"Suspended\"}]}")),
                        of(Rule.VERSIONING_LOWERED, change("delete", "aws_s3_bucket_versioning", "{}", "null")),
                        of(
                                Rule.RETENTION_CHANGED,
                                update("aws_s3_bucket_lifecycle_configuration", "{\"rule\": [1]}", "{\"rule\": [2]}")),
                        of(Rule.BACKUPS_LOWERED, database("backup_retention_period", "1")),
                        of(Rule.BACKUPS_LOWERED, database("skip_final_snapshot", "true")),
                        of(
                                Rule.BACKUPS_LOWERED,
                                update(
                                        "aws_dynamodb_table",
                                        "{\"point_in_time_recovery\": [{\"enabled\": true}]}",
                                        "{\"point_in_time_recovery\": []}")),
                        of(Rule.BACKUPS_LOWERED, change("delete", "aws_backup_selection", "{}", "null")),
                        of(Rule.BACKUPS_CHANGED, update("aws_backup_plan", "{\"rule\": [1]}", "{\"rule\": [2]}")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                change("delete", "aws_s3_bucket_replication_configuration", "{}", "null")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                update(
                                        "aws_s3_bucket_replication_configuration",
                                        "{\"rule\": [{\"status\": \"Enabled\"}]}",
                                        "{\"rule\": [{\"status\": \"Disabled\"}]}")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                update(
                                        "aws_secretsmanager_secret",
                                        "{\"replica\": [{\"region\": \"us-west-2\"}]}",
                                        "{\"replica\": []}")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                update(
                                        "aws_secretsmanager_secret",
                                        "{\"replica\": [{\"region\": \"us-west-2\"}]}",
                                        "{\"replica\": [{\"region\": \"eu-west-1\"}]}")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                update(
                                        "aws_dynamodb_table",
                                        "{\"replica\": [{\"region_name\": \"us-west-2\"}]}",
                                        "{\"replica\": [{\"region_name\": \"eu-west-1\"}]}")),
                        of(
                                Rule.REPLICATION_REMOVED,
                                update("aws_ecr_replication_configuration", images("us-west-2"), images("eu-west-1"))),
                        of(
                                Rule.REPLICATION_CHANGED,
                                update("aws_ecr_replication_configuration", "{\"a\": 1}", "{\"a\": 2}")),
                        of(Rule.PEERING_REMOVED, change("delete", "aws_vpc_peering_connection_accepter", "{}", "null")),
                        of(
                                Rule.PEERING_REMOVED,
                                change("delete", "aws_route", "{\"vpc_peering_connection_id\": \"pcx-1\"}", "null")),
                        of(Rule.PEERING_CHANGED, update("aws_vpc_peering_connection", "{\"a\": 1}", "{\"a\": 2}")),
                        of(
                                Rule.NETWORK_PATH_CHANGED,
                                change("delete", "aws_vpc_security_group_ingress_rule", "{}", "null")),
                        of(
                                Rule.NETWORK_PATH_CHANGED,
                                update("aws_network_acl", "{\"ingress\": [1]}", "{\"ingress\": []}")),
                        of(Rule.HEALTH_CHECK_REMOVED, change("delete", "aws_route53_health_check", "{}", "null")),
                        of(
                                Rule.HEALTH_CHECK_REMOVED,
                                update("aws_route53_health_check", "{\"disabled\": false}", "{\"disabled\": true}")),
                        of(
                                Rule.HEALTH_CHECK_CHANGED,
                                update(
                                        "aws_route53_health_check",
                                        "{\"failure_threshold\": 3}",
                                        "{\"failure_threshold\": 9}")),
                        of(Rule.HEALTH_CHECK_CHANGED, change("create,delete", "aws_route53_health_check", "{}", "{}")),
                        of(
                                Rule.FAILOVER_RECORD_REMOVED,
                                change("delete", "aws_route53_record", "{\"set_identifier\": \"primary\"}", "null")),
                        of(
                                Rule.FAILOVER_RECORD_REMOVED,
                                update(
                                        "aws_route53_record",
                                        "{\"set_identifier\": \"p\", \"health_check_id\": \"h\"}",
                                        "{\"set_identifier\": \"p\", \"health_check_id\": null}")),
                        of(
                                Rule.FAILOVER_RECORD_CHANGED,
                                update(
                                        "aws_route53_record",
                                        "{\"set_identifier\": \"p\", \"ttl\": 60}",
                                        "{\"set_identifier\": \"p\", \"ttl\": 600}")),
                        of(Rule.STATE_MACHINE_REMOVED, change("delete", "aws_sfn_state_machine", "{}", "null")),
                        of(
                                Rule.STATE_MACHINE_CHANGED,
                                update(
                                        "aws_sfn_state_machine",
                                        "{\"definition\": \"{}\"}",
                                        "{\"definition\": \"{ }\"}")),
                        of(
                                Rule.RUNBOOK_CHANGED,
                                update(
                                        "aws_ssm_parameter",
                                        "{\"name\": \"/drlab/runbook\", \"version\": 1}",
                                        "{\"name\": \"/drlab/runbook\", \"version\": 2}")),
                        of(Rule.RIGHTS_REMOVED, change("delete", "aws_iam_role_policy", "{}", "null")),
                        of(
                                Rule.RIGHTS_CHANGED,
                                update("aws_iam_role_policy", "{\"policy\": \"a\"}", "{\"policy\": \"b\"}")),
                        of(Rule.FUNCTION_REMOVED, change("delete", "aws_lambda_function", "{}", "null")),
                        of(
                                Rule.FUNCTION_CHANGED,
                                update("aws_lambda_function", "{\"s3_key\": \"a\"}", "{\"s3_key\": \"b\"}")),
                        of(Rule.STANDBY_CAPACITY_LOWERED, database("instance_class", "\"db.t4g.micro\"")),
                        of(Rule.STANDBY_CAPACITY_LOWERED, database("instance_class", "\"db.m7g.medium\"")),
                        of(
                                Rule.CAPACITY_LOWERED,
                                update("aws_ecs_service", "{\"desired_count\": 2}", "{\"desired_count\": 1}")),
                        of(
                                Rule.CAPACITY_LOWERED,
                                update("aws_appautoscaling_target", "{\"max_capacity\": 4}", "{\"max_capacity\": 1}")),
                        of(
                                Rule.CAPACITY_LOWERED,
                                change(
                                        "delete,create",
                                        "aws_ecs_task_definition",
                                        "{\"cpu\": \"512\"}",
                                        "{\"cpu\": \"256\"}")),
                        of(
                                Rule.STATE_BUCKET_REMOVED,
                                change(
                                        "delete",
                                        "aws_s3_bucket",
                                        "{\"bucket\": \"drlab-1-us-west-2-tfstate\"}",
                                        "null")),
                        of(
                                Rule.STATE_BUCKET_CHANGED,
                                update(
                                        "aws_s3_bucket_policy",
                                        "{\"bucket\": \"drlab-1-us-west-2-tfstate\", \"policy\": \"a\"}",
                                        "{\"bucket\": \"drlab-1-us-west-2-tfstate\", \"policy\": \"b\"}")),
                        of(Rule.ALARM_CHANGED, change("delete", "aws_cloudwatch_metric_alarm", "{}", "null")),
                        of(
                                Rule.ALARM_CHANGED,
                                update(
                                        "aws_cloudwatch_metric_alarm",
                                        "{\"actions_enabled\": true}",
                                        "{\"actions_enabled\": false}")),
                        of(
                                Rule.SCHEDULE_CHANGED,
                                update("aws_scheduler_schedule", on, on.replace("ENABLED", "DISABLED"))),
                        of(
                                Rule.SECRET_CHANGED,
                                change("delete,create", "aws_secretsmanager_secret_version", "{}", "{}")),
                        of(Rule.SERVICE_INTERRUPTED, change("delete", "aws_lb", "{}", "null")),
                        of(
                                Rule.UNJUDGED_DESTRUCTION,
                                change("delete,create", "google_sql_database_instance", "{}", "{}")),
                        of(Rule.UNJUDGED_CHANGE, update("google_sql_database_instance", "{\"a\": 1}", "{\"a\": 2}")),
                        of(Rule.UNJUDGED_CREATION, change("create", "google_sql_database_instance", "null", "{}")),
                        of(Rule.FORGOTTEN, change("forget", "aws_s3_bucket", "{}", "null")),
                        of(Rule.FORGOTTEN, change("create,forget", "aws_s3_bucket", "{}", "{}")),
                        of(
                                Rule.MOVED,
                                change("no-op", "aws_s3_bucket", "{}", "{}")
                                        .put("previous_address", "aws_s3_bucket.old")),
                        of(Rule.IMPORTED, importing()))
                .map(each -> Arguments.of(each.rule().id(), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aRuleFindsWhatItIsAbout(String id, Case each) {
        Review review = Plans.review(directory, "Stack", Plans.with(Plans.empty(), each.change()));
        assertThat(Plans.rules(review)).contains(id);
        assertThat(review.verdict()).isNotEqualTo(Verdict.NO_CHANGES);
    }

    /** A value that is unknown until applied must not count as unchanged. */
    @Test
    void aValueThatIsUnknownUntilAppliedIsNotTakenForFine() {
        ObjectNode unknown = database("deletion_protection", "null");
        ((ObjectNode) unknown.path("change").path("after")).remove("deletion_protection");
        ((ObjectNode) unknown.path("change").path("after_unknown")).put("deletion_protection", true);
        Review review = Plans.review(directory, "Stack", Plans.with(Plans.empty(), unknown));
        assertThat(Plans.findings(review)).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DELETION_PROTECTION_LOWERED);
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.details().get(0).after()).isEqualTo("unknown until applied");
        });
    }

    /** A replacement makes much unknown that could not be worse than it was. */
    @Test
    void anUnknownValueThatCannotBeWorseIsNoFinding() {
        ObjectNode replaced = change(
                "delete,create", "aws_db_instance", "{\"iops\": 0, \"kms_key_id\": \"\", \"multi_az\": false}", "{}");
        for (String name : List.of("iops", "kms_key_id", "multi_az")) {
            ((ObjectNode) replaced.path("change").path("after_unknown")).put(name, true);
        }
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), replaced))))
                .containsExactly("database-replaced");
    }

    @Test
    void aChangeForTheBetterIsNoFinding() {
        Review review = Plans.review(
                directory,
                "Stack",
                Plans.with(
                        Plans.empty(),
                        update(
                                "aws_lb",
                                "{\"enable_deletion_protection\": false}",
                                "{\"enable_deletion_protection\": true}"),
                        update("aws_ecs_service", "{\"desired_count\": 1}", "{\"desired_count\": 2}"),
                        update("aws_vpc", "{\"tags\": {}}", "{\"tags\": {\"a\": \"b\"}}"),
                        change("create", "aws_s3_bucket", "null", "{\"bucket\": \"new\"}"),
                        change("create", "aws_db_instance", "null", DATABASE)));
        assertThat(Plans.rules(review)).isEmpty();
        assertThat(review.verdict()).isEqualTo(Verdict.NO_OBJECTION);
    }

    static Stream<Arguments> changesOfData() {
        String rule = "{\"replication_configuration\": [{\"role\": \"r\", \"rules\": [{\"status\": \"%s\"}]}]}";
        String replica = "{\"replica\": [{\"region_name\": \"us-west-2\", \"point_in_time_recovery\": %s,"
                + " \"stream_arn\": \"%s\"}]}";
        String encrypted = "{\"replica\": [{\"region\": \"us-west-2\", \"kms_key_id\": \"%s\"}]}";
        String recovery = "{\"point_in_time_recovery\": [{\"enabled\": true, \"recovery_period_in_days\": %s}]}";
        return Stream.of(
                Arguments.of(
                        "retention-changed",
                        "aws_s3_bucket",
                        "{\"lifecycle_rule\": []}",
                        "{\"lifecycle_rule\": [{\"enabled\": true, \"expiration\": [{\"days\": 1}]}]}"),
                Arguments.of(
                        "replication-removed", "aws_s3_bucket", rule.formatted("Enabled"), rule.formatted("Disabled")),
                Arguments.of(
                        "replication-changed",
                        "aws_s3_bucket",
                        rule.formatted("Enabled"),
                        rule.formatted("Enabled").replace("\"r\"", "\"q\"")),
                Arguments.of("rights-changed", "aws_s3_bucket", "{\"policy\": \"a\"}", "{\"policy\": \"b\"}"),
                Arguments.of(
                        "public-access-opened",
                        "aws_s3_bucket",
                        "{\"acl\": \"private\"}",
                        "{\"acl\": \"public-read-write\"}"),
                Arguments.of("public-access-opened", "aws_s3_bucket", "{\"grant\": []}", "{\"grant\": [{}, 1]}"),
                Arguments.of(
                        "data-changed",
                        "aws_s3_bucket",
                        "{\"object_lock_configuration\": [{\"rule\": [1]}]}",
                        "{\"object_lock_configuration\": [{\"rule\": []}]}"),
                Arguments.of("data-changed", "aws_s3_bucket", "{}", "{\"an_argument_of_tomorrow\": true}"),
                Arguments.of(
                        "retention-changed",
                        "aws_dynamodb_table",
                        "{\"ttl\": []}",
                        "{\"ttl\": [{\"enabled\": true, \"attribute_name\": \"until\"}]}"),
                Arguments.of(
                        "retention-changed",
                        "aws_dynamodb_table",
                        "{\"ttl\": [{\"enabled\": true, \"attribute_name\": \"until\"}]}",
                        "{\"ttl\": [{\"enabled\": true, \"attribute_name\": \"made\"}]}"),
                Arguments.of(
                        "backups-lowered", "aws_dynamodb_table", recovery.formatted("35"), recovery.formatted("1")),
                Arguments.of(
                        "replication-changed",
                        "aws_dynamodb_table",
                        replica.formatted("true", "a"),
                        replica.formatted("false", "a")),
                Arguments.of(
                        "replication-changed",
                        "aws_secretsmanager_secret",
                        encrypted.formatted("k"),
                        encrypted.formatted("l")),
                Arguments.of(
                        "rights-changed", "aws_secretsmanager_secret", "{\"policy\": \"a\"}", "{\"policy\": \"b\"}"),
                Arguments.of(
                        "data-changed",
                        "aws_efs_file_system",
                        "{\"protection\": [{\"replication_overwrite\": \"ENABLED\"}]}",
                        "{\"protection\": [{\"replication_overwrite\": \"DISABLED\"}]}"),
                Arguments.of(
                        "public-access-opened",
                        "aws_db_snapshot",
                        "{\"shared_accounts\": []}",
                        "{\"shared_accounts\": [\"all\"]}"),
                Arguments.of(
                        "backups-lowered",
                        "aws_fsx_ontap_file_system",
                        "{\"automatic_backup_retention_days\": 30}",
                        "{\"automatic_backup_retention_days\": 0}"),
                Arguments.of(
                        "backups-lowered",
                        "aws_fsx_windows_file_system",
                        "{\"skip_final_backup\": false}",
                        "{\"skip_final_backup\": true}"),
                Arguments.of(
                        "data-changed",
                        "aws_dynamodb_table_item",
                        "{\"item\": \"{}\"}",
                        "{\"item\": \"{\\\"a\\\":1}\"}"),
                Arguments.of(
                        "retention-changed",
                        "aws_kinesis_stream",
                        "{\"retention_period\": 168}",
                        "{\"retention_period\": 24}"),
                Arguments.of(
                        "retention-changed",
                        "aws_sqs_queue",
                        "{\"message_retention_seconds\": 1209600}",
                        "{\"message_retention_seconds\": 60}"),
                Arguments.of(
                        "public-access-opened",
                        "aws_s3_bucket_public_access_block",
                        "{\"block_public_acls\": true}",
                        "{\"block_public_acls\": false}"),
                Arguments.of(
                        "public-access-opened",
                        "aws_s3_bucket_public_access_block",
                        "{\"restrict_public_buckets\": true}",
                        "{\"restrict_public_buckets\": null}"),
                Arguments.of(
                        "public-access-opened",
                        "aws_s3_bucket_ownership_controls",
                        "{\"rule\": [{\"object_ownership\": \"BucketOwnerEnforced\"}]}",
                        "{\"rule\": [{\"object_ownership\": \"ObjectWriter\"}]}"),
                Arguments.of(
                        "database-changed",
                        "aws_opensearch_domain",
                        "{\"access_policies\": \"a\"}",
                        "{\"access_policies\": \"b\"}"));
    }

    /** What holds data can lose it without being destroyed; each change is one finding. */
    @ParameterizedTest(name = "{0} {1} {3}")
    @MethodSource("changesOfData")
    void aChangeOfWhatHoldsDataIsFound(String id, String type, String before, String after) {
        assertThat(Plans.rules(one(update(type, before, after)))).containsExactly(id);
    }

    /** As releases and clean-ups bring them; what is more than before takes nothing away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_s3_bucket | {'tags': {}} | {'tags': {'a': 'b'}}",
                "aws_s3_bucket | {'force_destroy': true} | {'force_destroy': false}",
                "aws_s3_bucket | {'versioning': [{'enabled': false}]} | {'versioning': [{'enabled': true}]}",
                "aws_s3_bucket | {'lifecycle_rule': null} | {'lifecycle_rule': []}",
                "aws_dynamodb_table | {'read_capacity': 1} | {'read_capacity': 5}",
                "aws_dynamodb_table | {'deletion_protection_enabled': false} | {'deletion_protection_enabled': true}",
                "aws_dynamodb_table | {'point_in_time_recovery': []} | {'point_in_time_recovery': [{'enabled': true}]}",
                "aws_dynamodb_table | {'replica': [{'region_name': 'a', 'stream_arn': 'x'}]}"
                        + " | {'replica': [{'region_name': 'b'}, {'region_name': 'a'}]}",
                "aws_ecr_repository | {'image_scanning_configuration': []}"
                        + " | {'image_scanning_configuration': [{'scan_on_push': true}]}",
                "aws_secretsmanager_secret | {'description': 'a'} | {'description': 'b'}",
                "aws_secretsmanager_secret | {'recovery_window_in_days': 7} | {'recovery_window_in_days': 30}",
                "aws_s3_bucket_public_access_block | {'block_public_acls': false} | {'block_public_acls': true}"
            })
    void anOrdinaryChangeOfWhatHoldsDataIsNoFinding(String type, String before, String after) {
        ObjectNode change = update(type, before.replace('\'', '"'), after.replace('\'', '"'));
        assertThat(Plans.rules(one(change))).isEmpty();
    }

    /** A bucket's own settings are read anew once Terraform has set them by their own resources: that is no drift. */
    @Test
    void aLifecycleThatIsReadForTheFirstTimeIsANote() {
        ObjectNode plan = known(Plans.empty());
        plan.putArray("resource_drift")
                .add(update("aws_s3_bucket", "{\"lifecycle_rule\": []}", "{\"lifecycle_rule\": [1]}"));
        assertThat(Plans.rules(Plans.review(directory, "Stack", plan))).containsExactly("drifted");
    }

    /** AWS Backup selects by tags: what loses its tag is in no plan any more, and nothing else of the plan tells. */
    @ParameterizedTest
    @ValueSource(
            strings = {"aws_db_instance", "aws_rds_cluster", "aws_dynamodb_table", "aws_s3_bucket", "aws_ebs_volume"})
    void aTagThatIsLostMayHaveSelectedABackup(String type) {
        for (String after : List.of(
                "{\"tags\": null}", "{\"tags\": {\"backup\": \"weekly\"}}", "{\"tags\": {\"Backup\": \"daily\"}}")) {
            assertThat(Plans.rules(one(update(type, "{\"tags\": {\"backup\": \"daily\"}}", after))))
                    .as(after)
                    .containsExactly("backups-changed");
        }
        assertThat(Plans.rules(one(update(
                        type,
                        "{\"tags\": {}, \"tags_all\": {\"backup\": \"daily\"}}",
                        "{\"tags\": {}, \"tags_all\": {}}"))))
                .as("one that all have by default")
                .containsExactly("backups-changed");
        assertThat(Plans.rules(one(update(
                        type, "{\"tags\": {\"a\": \"b\"}}", "{\"tags\": {\"a\": \"b\", \"backup\": \"daily\"}}"))))
                .as("one more")
                .isEmpty();
        assertThat(Plans.rules(one(update("aws_vpc", "{\"tags\": {\"backup\": \"daily\"}}", "{\"tags\": {}}"))))
                .as("what no backup is made of")
                .isEmpty();
    }

    @Test
    void tagsThatAreNotKnownYetMayBeLost() {
        ObjectNode change = update("aws_db_instance", "{\"tags_all\": {\"backup\": \"daily\"}}", "{}");
        ((ObjectNode) change.path("change")).set("after_unknown", Plans.json("{\"tags_all\": true}"));
        assertThat(Plans.rules(one(change))).containsExactly("backups-changed");
    }

    private Review one(ObjectNode change) {
        return Plans.review(directory, "Stack", Plans.with(Plans.empty(), change));
    }

    static Stream<Arguments> partsThatTakeAway() {
        String deny = ", \"policy\": \"{\\\"Statement\\\":[{\\\"Effect\\\": \\\"Deny\\\"}]}\"}";
        String suspended = ", \"versioning_configuration\": [{\"status\": \"Suspended\"}]}";
        return Stream.of(
                Arguments.of(
                        "retention-changed", "aws_s3_bucket_lifecycle_configuration", "bucket", ", \"rule\": [1]}"),
                Arguments.of("retention-changed", "aws_ecr_lifecycle_policy", "repository", ", \"policy\": \"{}\"}"),
                Arguments.of("versioning-lowered", "aws_s3_bucket_versioning", "bucket", suspended),
                Arguments.of("key-changed", "aws_kms_key_policy", "key_id", ", \"policy\": \"{}\"}"),
                Arguments.of("rights-changed", "aws_s3_bucket_policy", "bucket", deny),
                Arguments.of("public-access-opened", "aws_s3_bucket_public_access_block", "bucket", "}"),
                Arguments.of("public-access-opened", "aws_s3_bucket_acl", "bucket", ", \"acl\": \"public-read\"}"),
                Arguments.of("rights-changed", "aws_ecr_repository_policy", "repository", deny),
                Arguments.of("rights-changed", "aws_iam_role_policy", "role", deny),
                Arguments.of("rights-changed", "aws_iam_user_policy", "user", deny),
                Arguments.of("rights-changed", "aws_secretsmanager_secret_policy", "secret_arn", deny),
                Arguments.of("rights-changed", "aws_sqs_queue_policy", "queue_url", deny),
                Arguments.of("rights-changed", "aws_dynamodb_resource_policy", "resource_arn", deny),
                Arguments.of(
                        "rights-changed", "aws_iam_role_policies_exclusive", "role_name", ", \"policy_names\": []}"),
                Arguments.of(
                        "rights-changed",
                        "aws_iam_role_policy_attachments_exclusive",
                        "role_name",
                        ", \"policy_arns\": []}"),
                Arguments.of("rights-changed", "aws_iam_policy_attachment", "policy_arn", ", \"roles\": []}"),
                Arguments.of("backups-changed", "aws_backup_vault_policy", "backup_vault_name", deny),
                Arguments.of("alarm-changed", "aws_sns_topic_policy", "arn", deny),
                Arguments.of("network-path-changed", "aws_default_security_group", "vpc_id", ", \"ingress\": []}"),
                Arguments.of("secret-changed", "aws_secretsmanager_secret_version", "secret_id", "}"));
    }

    /** The bucket, role or the like has a name that is known: it was there before the plan. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("partsThatTakeAway")
    void aNewPartOfWhatIsThereIsFoundIfItTakesAway(String id, String type, String target, String rest) {
        ObjectNode onWhatIsThere = change("create", type, "null", "{\"" + target + "\": \"data\"" + rest);
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), onWhatIsThere))))
                .containsExactly(id);
        ObjectNode onWhatIsNew = unknown(onWhatIsThere.deepCopy(), target);
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), onWhatIsNew))))
                .isEmpty();
    }

    /** Some names are given by the configuration, so that they are known before the thing is there. */
    @Test
    void aNewPartOfWhatTheSamePlanMakesIsNoFinding() {
        ObjectNode plan = Plans.with(
                Plans.empty(),
                change("create", "aws_s3_bucket", "null", "{\"bucket\": \"data\"}"),
                change(
                        "create",
                        "aws_s3_bucket_lifecycle_configuration",
                        "null",
                        "{\"bucket\": \"data\", \"rule\": [1]}"),
                change("create", "aws_ecr_repository", "null", "{\"name\": \"images\"}"),
                change(
                        "create",
                        "aws_ecr_lifecycle_policy",
                        "null",
                        "{\"repository\": \"images\", \"policy\": \"{}\"}"),
                change("create", "aws_iam_role", "null", "{\"name\": \"agent\"}"),
                change(
                        "create",
                        "aws_iam_role_policies_exclusive",
                        "null",
                        "{\"role_name\": \"agent\", \"policy_names\": []}"));
        assertThat(Plans.rules(Plans.review(directory, "Stack", plan))).isEmpty();
    }

    /** Rights are added, versions kept; for {@code Disabled} the provider calls nothing. */
    @Test
    void aNewPartThatTakesNothingAwayIsNoFinding() {
        String allow =
                "\"policy\": \"{\\\"Statement\\\":[{\\\"Effect\\\": \\\"Allow\\\", \\\"Sid\\\": \\\"Deny\\\"}]}\"}";
        String versioning = "{\"bucket\": \"data\", \"versioning_configuration\": [{\"status\": \"%s\"}]}";
        ObjectNode plan = Plans.with(
                Plans.empty(),
                change("create", "aws_iam_role_policy", "null", "{\"role\": \"agent\", " + allow),
                change("create", "aws_s3_bucket_policy", "null", "{\"bucket\": \"data\", " + allow),
                change("create", "aws_s3_bucket_versioning", "null", versioning.formatted("Enabled")),
                change("create", "aws_s3_bucket_versioning", "null", versioning.formatted("Disabled")),
                change("create", "aws_kms_alias", "null", "{\"name\": \"alias/a\", \"target_key_id\": \"k\"}"));
        assertThat(Plans.rules(Plans.review(directory, "Stack", plan))).isEmpty();
    }

    @Test
    void aNewPolicyThatIsUnknownUntilAppliedMayDeny() {
        ObjectNode policy = unknown(change("create", "aws_iam_role_policy", "null", "{\"role\": \"agent\"}"), "policy");
        assertThat(Plans.findings(Plans.review(directory, "Stack", Plans.with(Plans.empty(), policy))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.RIGHTS_CHANGED);
                    assertThat(finding.unknown()).isTrue();
                });
    }

    /** Another order, one more, or another key: each region still has its replica. */
    @Test
    void aReplicaThatStaysIsNotTakenForRemoved() {
        ObjectNode secret = update(
                "aws_secretsmanager_secret",
                "{\"replica\": [{\"region\": \"us-west-2\", \"status\": \"InProgress\"}, {\"region\": \"eu-west-1\"}]}",
                "{\"replica\": [{\"region\": \"eu-west-1\"}, {\"region\": \"sa-east-1\"}, {\"region\": \"us-west-2\"}]}");
        ObjectNode registry = update(
                "aws_ecr_replication_configuration",
                images("us-west-2"),
                images("us-west-2").replace("\"a\"", "\"b\""));
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), secret, registry))))
                .containsExactly("replication-changed");
    }

    @Test
    void stacksOfTheStandbyAreHeldToTheirCapacity() {
        ObjectNode lowered = update("aws_ecs_service", "{\"desired_count\": 1}", "{\"desired_count\": 0}");
        assertThat(Plans.rules(Plans.review(directory, "SecondaryAppStack", Plans.with(Plans.empty(), lowered))))
                .containsExactly("standby-capacity-lowered");
        assertThat(Plans.rules(Plans.review(directory, "PrimaryAppStack", Plans.with(Plans.empty(), lowered))))
                .containsExactly("capacity-lowered");
    }

    /** Over two plans, and whether or not anything changes. */
    @Test
    void aStandbyIsComparedWithWhatItStandsInFor() {
        ObjectNode primary = Plans.with(
                Plans.empty(),
                change(
                        "no-op",
                        "aws_db_instance",
                        "{}",
                        "{\"identifier\": \"w\", \"instance_class\": \"db.t4g.large\"}"),
                change("no-op", "aws_appautoscaling_target", "{}", "{\"resource_id\": \"s\", \"max_capacity\": 4}"));
        ObjectNode secondary = Plans.with(
                Plans.empty(),
                change("no-op", "aws_db_instance", "{}", DATABASE),
                change("no-op", "aws_appautoscaling_target", "{}", "{\"resource_id\": \"s\", \"max_capacity\": 2}"));
        List<Path> files = List.of(
                Plans.write(directory, "PrimaryAppStack", primary),
                Plans.write(directory, "SecondaryAppStack", secondary));
        Review review = Review.of(files, Optional.empty(), Options.standard());
        assertThat(Plans.findings(review))
                .extracting(finding -> finding.stack() + " " + finding.rule().id())
                .containsExactly("SecondaryAppStack standby-below-primary", "SecondaryAppStack standby-below-primary");
    }

    /** PostgreSQL stops replaying on a standby that has less of them than its writer. */
    @ParameterizedTest
    @CsvSource({
        "1200, 1200, ''",
        "1200, 2400, ''",
        "1200, 400, max_connections: 1200 of aws_db_parameter_group.one -> 400",
        "1200, , max_connections: 1200 of aws_db_parameter_group.one -> not set unknown",
        ", 1200, max_connections: not set of aws_db_parameter_group.one -> 1200 unknown",
        "1200, {DBInstanceClassMemory/9531392}, max_connections: 1200 of aws_db_parameter_group.one ->"
                + " {DBInstanceClassMemory/9531392} unknown",
        "{DBInstanceClassMemory/9531392}, {DBInstanceClassMemory/9531392}, ''"
    })
    void aReplicasSettingsAreComparedWithItsWriters(String writer, String replica, String found) {
        assertThat(settings(
                        withSetting("\"identifier\": \"w\"", writer),
                        withSetting("\"replicate_source_db\": \"arn:aws:rds:a:1:db:w\"", replica)))
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
    }

    /** It has a default group then, or one of another configuration. */
    @Test
    void theSettingsOfAReplicaWhoseGroupIsInNoPlanAreUnknown() {
        ObjectNode replica = Plans.with(
                Plans.empty(),
                change(
                        "no-op",
                        "aws_db_instance",
                        "{}",
                        "{\"replicate_source_db\": \"arn:aws:rds:a:1:db:w\","
                                + " \"parameter_group_name\": \"default.postgres17\"}"));
        assertThat(settings(withSetting("\"identifier\": \"w\"", "1200"), replica))
                .containsExactly("max_connections: 1200 of aws_db_parameter_group.one -> not set unknown");
        assertThat(settings(withSetting("\"identifier\": \"w\"", null), replica))
                .isEmpty();
    }

    private List<String> settings(ObjectNode writer, ObjectNode replica) {
        Review review = Review.of(
                List.of(
                        Plans.write(directory, "PrimaryDataStack", writer),
                        Plans.write(directory, "SecondaryDataStack", replica)),
                Optional.empty(),
                Options.standard());
        return Plans.findings(review).stream()
                .filter(finding -> finding.rule() == Rule.STANDBY_SETTING_BELOW_PRIMARY)
                .flatMap(finding -> finding.details().stream()
                        .map(detail -> detail.attribute() + ": " + detail.before() + " -> " + detail.after()
                                + (finding.unknown() ? " unknown" : "")))
                .toList();
    }

    private static ObjectNode withSetting(String database, String connections) {
        String set = connections == null ? "" : "{\"name\": \"max_connections\", \"value\": \"" + connections + "\"}";
        return Plans.with(
                Plans.empty(),
                change("no-op", "aws_db_instance", "{}", "{" + database + ", \"parameter_group_name\": \"g\"}"),
                change("no-op", "aws_db_parameter_group", "{}", "{\"name\": \"g\", \"parameter\": [" + set + "]}"));
    }

    /** The plans of the standby alone say it: its runbook is one of them. */
    @Test
    void aStandbyThatCannotGrowToItsFullCapacityIsFound() {
        assertThat(grownTo(1, 2)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.STANDBY_BELOW_RUNBOOK);
            assertThat(finding.stack()).isEqualTo("SecondaryAppStack");
            assertThat(finding.details().get(0))
                    .isEqualTo(new Detail("max_capacity", "3 (desiredTasks of aws_ssm_parameter.one)", "2"));
        });
        assertThat(grownTo(0, 3))
                .singleElement()
                .extracting(finding -> finding.details().get(0).attribute())
                .isEqualTo("min_capacity");
        assertThat(grownTo(1, 3)).isEmpty();
    }

    /** With a runbook of three tasks when active and one when not. */
    private List<Finding> grownTo(int least, int most) {
        ObjectNode runbook = Plans.object("{\"name\": \"/drlab/runbook\"}")
                .put(
                        "insecure_value",
                        "{\"ecsCluster\": \"c\", \"ecsService\": \"s\", \"desiredTasks\": 3, \"standbyTasks\": 1}");
        ObjectNode target = Plans.object("{\"resource_id\": \"service/c/s\"}")
                .put("min_capacity", least)
                .put("max_capacity", most);
        ObjectNode orchestration =
                Plans.with(Plans.empty(), change("no-op", "aws_ssm_parameter", "{}", runbook.toString()));
        ObjectNode app = Plans.with(
                Plans.empty(),
                change("no-op", "aws_appautoscaling_target", "{}", target.toString()),
                at(
                        "aws_appautoscaling_target.other",
                        change(
                                "no-op",
                                "aws_appautoscaling_target",
                                "{}",
                                "{\"resource_id\": \"service/c/other\", \"max_capacity\": 1}")));
        List<Path> files = List.of(
                Plans.write(directory, "RoutingAndDROrchestrationStack", orchestration),
                Plans.write(directory, "SecondaryAppStack", app));
        return Plans.findings(Review.of(files, Optional.empty(), Options.standard()));
    }

    @Test
    void aStandbyReadsNothingOfTheOtherRegion() {
        ObjectNode plan = Plans.empty();
        plan.set("configuration", Plans.json("""
                {"provider_config": {
                   "aws": {"expressions": {"region": {"constant_value": "us-west-2"}}},
                   "aws.primary": {"expressions": {"region": {"constant_value": "ap-southeast-2"}}}},
                 "root_module": {"resources": [
                     {"address": "data.aws_ssm_parameter.key", "mode": "data", "type": "aws_ssm_parameter",
                      "provider_config_key": "aws.primary"}]}}
                """));
        assertThat(Plans.rules(Plans.review(directory, "SecondaryDataStack", plan)))
                .containsExactly("depends-on-primary");
        assertThat(Plans.rules(Plans.review(directory, "ReplicationStack", plan)))
                .isEmpty();
    }

    @Test
    void aStandbyReadsNoStateOfTheOtherRegion() {
        assertThat(readingState("s3", "{\"constant_value\": {\"bucket\": \"b\", \"region\": \"ap-southeast-2\"}}"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.rule()).isEqualTo(Rule.DEPENDS_ON_PRIMARY);
                    assertThat(finding.address()).isEqualTo("data.terraform_remote_state.one");
                    assertThat(finding.details().get(0).after()).isEqualTo("reads a state in ap-southeast-2");
                });
        assertThat(readingState("s3", "{\"constant_value\": {\"bucket\": \"b\", \"region\": \"us-west-2\"}}"))
                .isEmpty();
        assertThat(readingState("local", "{\"constant_value\": {\"path\": \"a.tfstate\"}}"))
                .isEmpty();
    }

    /** From a variable, written by CDKTF, or by the environment: nobody can tell from the plan. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"references\": [\"var.region\"]}",
                "{\"constant_value\": {\"bucket\": \"b\", \"region\": \"${var.region}\"}}",
                "{\"constant_value\": \"${local.state}\"}",
                "{\"constant_value\": {\"bucket\": \"b\"}}"
            })
    void aStateWhoseRegionCannotBeToldIsNotTakenForTheOwnRegions(String config) {
        assertThat(readingState("s3", config)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.UNJUDGED_REGION);
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.details().get(0).after())
                    .isEqualTo("the region of the state that it reads is not a constant");
        });
    }

    @Test
    void aStandbyTakesNothingFromTheOtherRegion() {
        String image = "{\"container_definitions\": \"[{\\\"image\\\":\\\"1.dkr.ecr.REGION.amazonaws.com/s:1\\\"}]\","
                + " \"replicate_source_db\": \"arn:aws:rds:ap-southeast-2:1:db:w\"}";
        ObjectNode foreign = change(
                "update",
                "aws_ecs_task_definition",
                image.replace("REGION", "us-west-2"),
                image.replace("REGION", "ap-southeast-2"));
        assertThat(Plans.rules(Plans.review(directory, "SecondaryAppStack", Plans.with(Plans.empty(), foreign))))
                .containsExactly("depends-on-primary");
        ObjectNode own = change(
                "update",
                "aws_ecs_task_definition",
                image.replace("REGION", "us-west-2"),
                image.replace("REGION", "us-west-2").replace("s:1", "s:2"));
        assertThat(Plans.rules(Plans.review(directory, "SecondaryAppStack", Plans.with(Plans.empty(), own))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drlab.c0123456789a.REGION.rds.amazonaws.com",
                "internal-drlab-1.REGION.elb.amazonaws.com",
                "sqs.REGION.amazonaws.com",
                "a1.lambda-url.REGION.on.aws",
                "arn:aws:rds:REGION:1:db:one",
                "arn:aws:ecs:REGION:1:cluster/one",
                "arn:aws:ec2:REGION:1:vpc/one",
                "arn:aws:events:REGION:1:event-bus/one",
                "arn:aws:backup:REGION:1:backup-vault:one"
            })
    void aStandbyTakesNothingFromAnAddressOfTheOtherRegion(String address) {
        String task = "{\"container_definitions\": \"[{\\\"environment\\\":[{\\\"name\\\":\\\"DRLAB_DB_URL\\\","
                + "\\\"value\\\":\\\"x://" + address + "/y\\\"}]}]\"}";
        assertThat(ofTask(task.replace("REGION", "ap-southeast-2"))).containsExactly("depends-on-primary");
        assertThat(ofTask(task.replace("REGION", "us-west-2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws-eusc:rds:eusc-de-east-1:1:db:one",
                "one.c0.eusc-de-east-1.rds.amazonaws.eu",
                "arn:aws-iso-b:rds:us-isob-east-1:1:db:one",
                "one.c0.us-isob-east-1.rds.sc2s.sgov.gov",
                "one.c0.us-iso-west-1.rds.c2s.ic.gov",
                "one.c0.cn-north-1.rds.amazonaws.com.cn",
                "sqs.cn-north-1.api.amazonwebservices.com.cn"
            })
    void aRegionOfAnyPartitionIsSeen(String address) {
        assertThat(ofTask("{\"container_definitions\": \"x://" + address + "/y\"}"))
                .containsExactly("depends-on-primary");
    }

    private List<String> ofTask(String task) {
        ObjectNode change = change("update", "aws_ecs_task_definition", "{\"container_definitions\": \"[]\"}", task);
        return Plans.rules(Plans.review(directory, "SecondaryAppStack", Plans.with(Plans.empty(), change)));
    }

    /** As in drlab's own stacks when they are deployed for the first time. */
    @Test
    void aStandbyNamesItsPeerWhereThePeerIsWhatIsMeant() {
        String host = "ap-southeast-2.rds.amazonaws.com";
        String balancer = "\"one-1.ap-southeast-2.elb.amazonaws.com\"";
        ObjectNode plan = Plans.with(
                Plans.empty(),
                change(
                        "create",
                        "aws_ecs_task_definition",
                        "null",
                        "{\"container_definitions\": \"[{\\\"environment\\\":[{\\\"name\\\":\\\"DRLAB_PEER_DB_URL\\\","
                                + "\\\"value\\\":\\\"jdbc:postgresql://one.c0." + host + ":5432/drlab\\\"}]}]\"}"),
                change(
                        "create",
                        "aws_backup_plan",
                        "null",
                        "{\"rule\": [{\"copy_action\": [{\"destination_vault_arn\":"
                                + " \"arn:aws:backup:ap-southeast-2:1:backup-vault:one\"}]}]}"),
                change("create", "aws_route53_record", "null", "{\"alias\": [{\"name\": " + balancer + "}]}"),
                change("create", "aws_route53_health_check", "null", "{\"fqdn\": " + balancer + "}"),
                change(
                        "create",
                        "aws_ssm_parameter",
                        "null",
                        "{\"name\": \"/drlab/runbook\", \"insecure_value\":"
                                + " \"{\\\"peerDbInstanceArn\\\":\\\"arn:aws:rds:ap-southeast-2:1:db:one\\\"}\"}"));
        assertThat(Plans.rules(Plans.review(directory, "SecondaryAppStack", plan)))
                .isEmpty();
    }

    /** A name that the peer may have does not excuse what stands beside it. */
    @Test
    void whatStandsBesideThePeersNameIsJudged() {
        String task =
                "{\"container_definitions\": \"[{\\\"image\\\":\\\"1.dkr.ecr.ap-southeast-2.amazonaws.com/s:1\\\","
                        + "\\\"environment\\\":[{\\\"name\\\":\\\"DRLAB_PEER_DB_URL\\\",\\\"value\\\":\\\"x\\\"}]}]\"}";
        assertThat(ofTask(task)).containsExactly("depends-on-primary");
        String parameter = "{\"name\": \"/drlab/key\", \"insecure_value\": \"arn:aws:rds:ap-southeast-2:1:db:one\"}";
        ObjectNode change = change("create", "aws_ssm_parameter", "null", parameter);
        assertThat(Plans.rules(Plans.review(directory, "SecondaryDataStack", Plans.with(Plans.empty(), change))))
                .containsExactly("depends-on-primary");
    }

    @Test
    void aRegionFromAVariableIsNotJudged() {
        ObjectNode plan = Plans.empty();
        plan.withObject("/configuration/provider_config/aws").remove("expressions");
        assertThat(Plans.rules(Plans.review(directory, "SecondaryDataStack", plan)))
                .containsExactly("unjudged-region");
    }

    @Test
    void preventDestroyIsReadFromTheSynthesizedStack() throws Exception {
        ObjectNode plan = Plans.with(Plans.empty(), change("no-op", "aws_db_instance", "{}", DATABASE));
        Path stack = Files.createDirectories(directory.resolve("out/stacks/Stack"));
        Path synthesized = stack.resolve("cdk.tf.json");
        Path file = Files.writeString(stack.resolve("plan.json"), plan.toString());
        Files.writeString(synthesized, "{\"resource\": {\"aws_db_instance\": {\"one\": {}}}}");
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .containsExactly("prevent-destroy-missing");
        Files.writeString(
                synthesized,
                "{\"resource\": {\"aws_db_instance\": {\"one\": {\"lifecycle\": {\"prevent_destroy\": true}}}}}");
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .isEmpty();
        assertThat(Plans.rules(Review.of(
                        List.of(Plans.write(directory, "Stack", plan)),
                        Optional.of(directory.resolve("out")),
                        Options.standard())))
                .isEmpty();
        Files.writeString(synthesized, "{\"resource\": ");
        Review spoilt = Review.of(
                List.of(Plans.write(directory, "Stack", plan)),
                Optional.of(directory.resolve("out")),
                Options.standard());
        assertThat(spoilt.verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    /** Each object that has none, and no other: not one that a replacement left over, and none of a module. */
    @Test
    void preventDestroyIsSaidToBeMissingOnlyWhereItIs() throws Exception {
        ObjectNode plan = Plans.with(
                Plans.empty(),
                at("aws_db_instance.one[0]", change("no-op", "aws_db_instance", "{}", DATABASE)),
                at("aws_db_instance.two[\"a.b\"]", change("no-op", "aws_db_instance", "{}", DATABASE)),
                change("delete", "aws_db_instance", DATABASE, "null").put("deposed", "a1"),
                at("aws_s3_bucket.one", change("no-op", "aws_s3_bucket", "{}", "{}")),
                at("module.a.aws_s3_bucket.two", change("no-op", "aws_s3_bucket", "{}", "{}")));
        Path stack = Files.createDirectories(directory.resolve("out/stacks/Stack"));
        Files.writeString(stack.resolve("cdk.tf.json"), """
                {"resource": {
                  "aws_db_instance": {"one": {}, "two": [{"lifecycle": [{"prevent_destroy": true}]}]},
                  "aws_s3_bucket": {"one": {"lifecycle": {"prevent_destroy": false}}, "two": {}}}}
                """);
        Review review = Review.of(
                List.of(Plans.write(directory, "Stack", plan)),
                Optional.of(directory.resolve("out")),
                Options.standard());
        assertThat(Plans.findings(review))
                .filteredOn(finding -> finding.rule() == Rule.PREVENT_DESTROY_MISSING)
                .extracting(Finding::address)
                .containsExactly("aws_db_instance.one[0]", "aws_s3_bucket.one");
    }

    /** By the hash that reports, journals and the stacks' outputs have of the same document. */
    @Test
    void aDefinitionIsShownByItsHashBeforeAndAfter() throws Exception {
        String before = definition("reprotect");
        String after = definition("activate");
        String attribute = "{\"definition\": %s}";
        ObjectNode change = update(
                "aws_sfn_state_machine",
                attribute.formatted(Plans.MAPPER.writeValueAsString(before)),
                attribute.formatted(Plans.MAPPER.writeValueAsString(after)));
        Review review = Plans.review(directory, "Stack", Plans.with(Plans.empty(), change));
        assertThat(Plans.findings(review)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.STATE_MACHINE_CHANGED);
            assertThat(finding.details()).singleElement().satisfies(detail -> {
                assertThat(detail.attribute()).isEqualTo("definition");
                assertThat(detail.before()).isEqualTo("SHA-256 " + digits(before) + "…");
                assertThat(detail.after()).isEqualTo("SHA-256 " + digits(after) + "…");
                assertThat(detail.before()).isNotEqualTo(detail.after());
            });
        });
    }

    @Test
    void driftIsJudgedByTheSameRules() {
        ObjectNode plan = known(Plans.empty());
        plan.putArray("resource_drift")
                .add(database("deletion_protection", "false"))
                .add(update("aws_vpc", "{\"a\": 1}", "{\"a\": 2}"));
        Review review = Plans.review(directory, "Stack", plan);
        assertThat(Plans.rules(review)).containsExactly("drifted-protection", "drifted");
    }

    /** After its first apply Terraform reads much of an object for the first time, and lists all of it as drift. */
    @Test
    void whatTerraformReadsForTheFirstTimeIsOneNote() {
        ObjectNode plan = known(Plans.empty());
        plan.putArray("resource_drift")
                .add(update(
                        "aws_iam_role",
                        "{\"inline_policy\": null, \"tags\": null}",
                        "{\"inline_policy\": [1], \"tags\": {}}"))
                .add(update("aws_vpc", "{\"a\": null}", "{\"a\": \"\"}"));
        Review review = Plans.review(directory, "Stack", plan);
        assertThat(Plans.findings(review)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(Rule.DRIFTED);
            assertThat(finding.address()).isEmpty();
        });
    }

    /** The provider writes what is not set in several ways. */
    @Test
    void nullAndEmptyAreTheSame() {
        ObjectNode change = update(
                "aws_db_instance",
                "{\"domain\": null, \"domain_dns_ips\": null}",
                "{\"domain\": \"\", \"domain_dns_ips\": []}");
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change))))
                .isEmpty();
    }

    @Test
    void aChangeOutsideOfTheStacksThatWereNamedIsFound() {
        ObjectNode plan = Plans.with(Plans.empty(), change("create", "aws_vpc", "null", "{}"));
        Path file = Plans.write(directory, "Stack", plan);
        Options other = new Options(Set.of("Other"), Set.of());
        Options this_ = new Options(Set.of("Stack"), Set.of());
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), other)))
                .containsExactly("change-elsewhere");
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), this_)))
                .isEmpty();
    }

    @Test
    void aPlanThatIsNotWholeIsNotJudged() {
        ObjectNode errored = Plans.empty().put("errored", true);
        ObjectNode targeted = Plans.empty().put("complete", false);
        ObjectNode deferred = Plans.empty();
        deferred.putArray("deferred_changes").addObject();
        for (ObjectNode plan : List.of(errored, targeted, deferred)) {
            Review review = Plans.review(directory, "Stack", plan);
            assertThat(Plans.rules(review)).containsExactly("plan-incomplete");
            assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        }
    }

    @Test
    void aCheckThatDoesNotPassIsFound() {
        ObjectNode plan = Plans.empty();
        plan.putArray("checks")
                .addObject()
                .put("status", "fail")
                .putObject("address")
                .put("to_display", "check.lag");
        assertThat(Plans.rules(Plans.review(directory, "Stack", plan))).containsExactly("check-failed");
    }

    /** A rule that no case here finds may be one that nothing finds. */
    @Test
    void everyRuleHasACase() {
        Set<String> found = changes().map(each -> (String) each.get()[0]).collect(Collectors.toSet());
        Set<String> ofTheirOwn = Set.of(
                "depends-on-primary",
                "unjudged-region",
                "prevent-destroy-missing",
                "drifted",
                "drifted-protection",
                "change-elsewhere",
                "plan-incomplete",
                "check-failed",
                "standby-below-primary",
                "standby-setting-below-primary",
                "standby-below-runbook");
        assertThat(Arrays.stream(Rule.values()).map(Rule::id))
                .allMatch(id -> found.contains(id) || ofTheirOwn.contains(id));
    }

    /** A plan with a prior state, of whose objects none is named. */
    private static ObjectNode known(ObjectNode plan) {
        plan.withObject("/prior_state/values/root_module");
        return plan;
    }

    private static Case of(Rule rule, ObjectNode change) {
        return new Case(rule, change);
    }

    private static ObjectNode update(String type, String before, String after) {
        return change("update", type, before, after);
    }

    private static ObjectNode database(String attribute, String value) {
        ObjectNode after = Plans.object(DATABASE);
        after.set(attribute, Plans.json(value));
        return update("aws_db_instance", DATABASE, after.toString());
    }

    /** A registry's replication of some images to a region. */
    private static String images(String region) {
        return "{\"replication_configuration\": [{\"rule\": [{\"repository_filter\": [{\"filter\": \"a\"}],"
                + " \"destination\": [{\"region\": \"" + region + "\", \"registry_id\": \"1\"}]}]}]}";
    }

    /** The change with an attribute that is known only after it is applied. */
    private static ObjectNode unknown(ObjectNode change, String attribute) {
        ((ObjectNode) change.path("change").path("after")).remove(attribute);
        ((ObjectNode) change.path("change").path("after_unknown")).put(attribute, true);
        return change;
    }

    private static ObjectNode at(String address, ObjectNode change) {
        return change.put("address", address);
    }

    /** Findings on a stack of the standby that reads a state. */
    private List<Finding> readingState(String backend, String config) {
        ObjectNode plan = Plans.empty();
        plan.withObject("/configuration/root_module").set("resources", Plans.json("""
                [{"address": "data.terraform_remote_state.one", "mode": "data", "type": "terraform_remote_state",
                  "provider_config_key": "terraform", "expressions": {"backend": {"constant_value": "%s"}, "config": %s}}]
                """.formatted(backend, config)));
        return Plans.findings(Plans.review(directory, "SecondaryDataStack", plan));
    }

    private static String definition(String name) throws IOException {
        return Files.readString(Path.of(
                "../../orchestration/statemachine/src/main/resources/dev/drlab/statemachine/" + name + ".asl.json"));
    }

    private static String digits(String text) throws NoSuchAlgorithmException {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, 12);
    }

    private static ObjectNode importing() {
        ObjectNode change = change("no-op", "aws_s3_bucket", "{}", "{}");
        ((ObjectNode) change.path("change")).putObject("importing").put("id", "x");
        return change;
    }
}
