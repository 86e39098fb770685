package dev.drlab.planreview.rules;

import java.util.List;
import java.util.Set;

/**
 * A rule on one attribute.
 *
 * @param types resource types it is for; empty for every type
 * @param path of the attribute, such as {@code point_in_time_recovery.0.enabled}
 * @param judge says whether the change from before to after is one that the rule is about
 */
record AttributeRule(Rule rule, Set<String> types, String path, Judge judge) {
    private static final Set<String> ANY = Set.of();
    private static final Set<String> DATABASES = Set.of("aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster");
    private static final Set<String> TABLES = Set.of("aws_dynamodb_table");
    private static final Set<String> BUCKET = Set.of("aws_s3_bucket");
    private static final Set<String> PUBLIC_ACCESS =
            Set.of("aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block");
    private static final Set<String> EBS_DEFAULT = Set.of("aws_ebs_encryption_by_default");

    /** All of them. */
    static final List<AttributeRule> ALL = List.of(
            new AttributeRule(Rule.DATABASE_ROLE_CHANGED, ANY, "replicate_source_db", Judge.MUST_STAY),
            new AttributeRule(Rule.DATABASE_ROLE_CHANGED, ANY, "replication_source_identifier", Judge.MUST_STAY),
            new AttributeRule(Rule.DATABASE_ROLE_CHANGED, ANY, "global_cluster_identifier", Judge.MUST_STAY),
            new AttributeRule(Rule.DATABASE_ENGINE_CHANGED, DATABASES, "engine", Judge.MUST_STAY),
            new AttributeRule(Rule.DATABASE_ENGINE_CHANGED, DATABASES, "engine_version", Judge.MUST_STAY),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "deletion_protection", Judge.MUST_BE_ON),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "deletion_protection_enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "enable_deletion_protection", Judge.MUST_BE_ON),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "disable_api_termination", Judge.MUST_BE_ON),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "force_destroy", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "force_delete", Judge.MUST_BE_OFF),
            new AttributeRule(
                    Rule.DELETION_PROTECTION_LOWERED, ANY, "bypass_policy_lockout_safety_check", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, ANY, "recovery_window_in_days", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.DELETION_PROTECTION_LOWERED,
                    Set.of("aws_s3_bucket_versioning"),
                    "versioning_configuration.0.mfa_delete",
                    Judge.MUST_STAY_ENABLED),
            new AttributeRule(Rule.DELETION_PROTECTION_LOWERED, BUCKET, "versioning.0.mfa_delete", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "storage_encrypted", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "at_rest_encryption_enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "encrypted", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, EBS_DEFAULT, "enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "kms_key_id", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "kms_key_arn", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "kms_master_key_id", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(
                    Rule.ENCRYPTION_LOWERED, ANY, "performance_insights_kms_key_id", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, TABLES, "server_side_encryption.0.enabled", Judge.MUST_BE_ON),
            new AttributeRule(
                    Rule.ENCRYPTION_LOWERED, TABLES, "server_side_encryption.0.kms_key_arn", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(
                    Rule.ENCRYPTION_LOWERED,
                    Set.of("aws_s3_bucket_server_side_encryption_configuration"),
                    "rule",
                    Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, ANY, "encryption_configuration", Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(
                    Rule.VERSIONING_LOWERED,
                    Set.of("aws_s3_bucket_versioning"),
                    "versioning_configuration.0.status",
                    Judge.MUST_STAY_ENABLED),
            new AttributeRule(Rule.VERSIONING_LOWERED, BUCKET, "versioning.0.enabled", Judge.MUST_BE_ON),
            new AttributeRule(
                    Rule.VERSIONING_LOWERED,
                    Set.of("aws_s3_bucket_object_lock_configuration"),
                    "rule",
                    Judge.MUST_STAY_ONCE_SET),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "backup_retention_period", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "snapshot_retention_limit", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "skip_final_snapshot", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "delete_automated_backups", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "automatic_backup_retention_days", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "automated_snapshot_retention_period", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.BACKUPS_LOWERED, ANY, "skip_final_backup", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.BACKUPS_LOWERED, TABLES, "point_in_time_recovery.0.enabled", Judge.MUST_BE_ON),
            new AttributeRule(
                    Rule.BACKUPS_LOWERED,
                    TABLES,
                    "point_in_time_recovery.0.recovery_period_in_days",
                    Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.RETENTION_CHANGED, TABLES, "ttl.0.enabled", Judge.MUST_BE_OFF),
            new AttributeRule(
                    Rule.RETENTION_CHANGED, Set.of("aws_sqs_queue"), "message_retention_seconds", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.RETENTION_CHANGED, Set.of("aws_kinesis_stream"), "retention_period", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.PUBLIC_ACCESS_OPENED, ANY, "publicly_accessible", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.PUBLIC_ACCESS_OPENED, PUBLIC_ACCESS, "block_public_acls", Judge.MUST_BE_ON),
            new AttributeRule(Rule.PUBLIC_ACCESS_OPENED, PUBLIC_ACCESS, "block_public_policy", Judge.MUST_BE_ON),
            new AttributeRule(Rule.PUBLIC_ACCESS_OPENED, PUBLIC_ACCESS, "ignore_public_acls", Judge.MUST_BE_ON),
            new AttributeRule(Rule.PUBLIC_ACCESS_OPENED, PUBLIC_ACCESS, "restrict_public_buckets", Judge.MUST_BE_ON),
            new AttributeRule(Rule.KEY_REMOVED, ANY, "is_enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.KEY_REMOVED, ANY, "deletion_window_in_days", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.REPLICATION_REMOVED, Set.of("aws_secretsmanager_secret"), "replica", Judge.MUST_NOT_LOSE),
            new AttributeRule(Rule.REPLICATION_REMOVED, TABLES, "replica", Judge.MUST_NOT_LOSE),
            new AttributeRule(
                    Rule.REPLICATION_CHANGED, Set.of("aws_secretsmanager_secret"), "replica", Judge.REPLICAS_MUST_STAY),
            new AttributeRule(Rule.REPLICATION_CHANGED, TABLES, "replica", Judge.REPLICAS_MUST_STAY),
            new AttributeRule(
                    Rule.REPLICATION_REMOVED, BUCKET, "replication_configuration.0.rules", Judge.MUST_KEEP_ENABLED),
            new AttributeRule(
                    Rule.REPLICATION_REMOVED,
                    Set.of("aws_s3_bucket_replication_configuration"),
                    "rule",
                    Judge.MUST_KEEP_ENABLED),
            new AttributeRule(
                    Rule.REPLICATION_REMOVED,
                    Set.of("aws_ecr_replication_configuration"),
                    "replication_configuration.0.rule",
                    Judge.MUST_NOT_LOSE),
            new AttributeRule(
                    Rule.HEALTH_CHECK_REMOVED, Set.of("aws_route53_health_check"), "disabled", Judge.MUST_BE_OFF),
            new AttributeRule(
                    Rule.FAILOVER_RECORD_REMOVED,
                    Set.of("aws_route53_record"),
                    "health_check_id",
                    Judge.MUST_NOT_VANISH),
            new AttributeRule(
                    Rule.SCHEDULE_CHANGED, Set.of("aws_scheduler_schedule"), "state", Judge.MUST_STAY_ENABLED),
            new AttributeRule(Rule.ALARM_CHANGED, ANY, "actions_enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.CAPACITY_LOWERED, DATABASES, "multi_az", Judge.MUST_BE_ON),
            new AttributeRule(
                    Rule.CAPACITY_LOWERED,
                    Set.of("aws_db_instance", "aws_rds_cluster_instance"),
                    "instance_class",
                    Judge.MUST_NOT_SHRINK),
            new AttributeRule(Rule.CAPACITY_LOWERED, DATABASES, "allocated_storage", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, DATABASES, "max_allocated_storage", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, DATABASES, "iops", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_ecs_service"), "desired_count", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.CAPACITY_LOWERED, Set.of("aws_appautoscaling_target"), "min_capacity", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.CAPACITY_LOWERED, Set.of("aws_appautoscaling_target"), "max_capacity", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_autoscaling_group"), "min_size", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_autoscaling_group"), "max_size", Judge.MUST_NOT_FALL),
            new AttributeRule(
                    Rule.CAPACITY_LOWERED, Set.of("aws_autoscaling_group"), "desired_capacity", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_ecs_task_definition"), "cpu", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_ecs_task_definition"), "memory", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, TABLES, "read_capacity", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, TABLES, "write_capacity", Judge.MUST_NOT_FALL),
            new AttributeRule(Rule.CAPACITY_LOWERED, Set.of("aws_instance"), "instance_type", Judge.MUST_NOT_SHRINK));

    /** The attributes that a new one must have: protection, encryption, backups; an account's settings are there always. */
    static final List<AttributeRule> AT_CREATION = List.of(
            new AttributeRule(Rule.UNPROTECTED_CREATION, DATABASES, "deletion_protection", Judge.MUST_BE_ON),
            new AttributeRule(Rule.UNPROTECTED_CREATION, DATABASES, "storage_encrypted", Judge.MUST_BE_ON),
            new AttributeRule(Rule.UNPROTECTED_CREATION, DATABASES, "backup_retention_period", Judge.MUST_BE_POSITIVE),
            new AttributeRule(Rule.UNPROTECTED_CREATION, DATABASES, "skip_final_snapshot", Judge.MUST_BE_OFF),
            new AttributeRule(Rule.UNPROTECTED_CREATION, TABLES, "deletion_protection_enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.UNPROTECTED_CREATION, TABLES, "point_in_time_recovery.0.enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.ENCRYPTION_LOWERED, EBS_DEFAULT, "enabled", Judge.MUST_BE_ON),
            new AttributeRule(Rule.RIGHTS_CHANGED, Set.of("aws_ecr_registry_policy"), "policy", Judge.MUST_NOT_DENY));

    /**
     * Changes that a new part must not make to an existing resource: it is new to Terraform, but replaces the settings
     * from before.
     */
    static final List<Part> ON_WHAT_IS_THERE = List.of(
            new Part(
                    "bucket",
                    "aws_s3_bucket.bucket",
                    anew(Rule.RETENTION_CHANGED, "aws_s3_bucket_lifecycle_configuration", "rule")),
            new Part(
                    "bucket",
                    "aws_s3_bucket.bucket",
                    new AttributeRule(
                            Rule.VERSIONING_LOWERED,
                            Set.of("aws_s3_bucket_versioning"),
                            "versioning_configuration.0.status",
                            Judge.MUST_STAY_ENABLED)),
            new Part("bucket", "aws_s3_bucket.bucket", denial(Rule.RIGHTS_CHANGED, "aws_s3_bucket_policy")),
            new Part("bucket", "aws_s3_bucket.bucket", open("block_public_acls")),
            new Part("bucket", "aws_s3_bucket.bucket", open("block_public_policy")),
            new Part("bucket", "aws_s3_bucket.bucket", open("ignore_public_acls")),
            new Part("bucket", "aws_s3_bucket.bucket", open("restrict_public_buckets")),
            new Part("bucket", "aws_s3_bucket.bucket", anew(Rule.PUBLIC_ACCESS_OPENED, "aws_s3_bucket_acl", "bucket")),
            new Part(
                    "repository",
                    "aws_ecr_repository.name",
                    anew(Rule.RETENTION_CHANGED, "aws_ecr_lifecycle_policy", "policy")),
            new Part("repository", "aws_ecr_repository.name", denial(Rule.RIGHTS_CHANGED, "aws_ecr_repository_policy")),
            new Part("key_id", "", anew(Rule.KEY_CHANGED, "aws_kms_key_policy", "policy")),
            new Part("role", "aws_iam_role.name", denial(Rule.RIGHTS_CHANGED, "aws_iam_role_policy")),
            new Part("user", "aws_iam_user.name", denial(Rule.RIGHTS_CHANGED, "aws_iam_user_policy")),
            new Part(
                    "role_name",
                    "aws_iam_role.name",
                    anew(Rule.RIGHTS_CHANGED, "aws_iam_role_policies_exclusive", "policy_names")),
            new Part(
                    "role_name",
                    "aws_iam_role.name",
                    anew(Rule.RIGHTS_CHANGED, "aws_iam_role_policy_attachments_exclusive", "policy_arns")),
            // takes the policy from everybody whom it does not name
            new Part("policy_arn", "", anew(Rule.RIGHTS_CHANGED, "aws_iam_policy_attachment", "policy_arn")),
            new Part("secret_arn", "", denial(Rule.RIGHTS_CHANGED, "aws_secretsmanager_secret_policy")),
            new Part("queue_url", "", denial(Rule.RIGHTS_CHANGED, "aws_sqs_queue_policy")),
            new Part("resource_arn", "", denial(Rule.RIGHTS_CHANGED, "aws_dynamodb_resource_policy")),
            new Part(
                    "backup_vault_name",
                    "aws_backup_vault.name",
                    denial(Rule.BACKUPS_CHANGED, "aws_backup_vault_policy")),
            new Part("arn", "", denial(Rule.ALARM_CHANGED, "aws_sns_topic_policy")),
            // takes all rules that it does not name out of the network's own group
            new Part("vpc_id", "", anew(Rule.NETWORK_PATH_CHANGED, "aws_default_security_group", "vpc_id")),
            new Part("secret_id", "", anew(Rule.SECRET_CHANGED, "aws_secretsmanager_secret_version", "secret_id")));

    /**
     * A part of a thing that Terraform manages apart from it.
     *
     * @param target attribute of the part that names the thing; unknown where AWS gives the name and the plan makes the thing
     * @param named type and attribute of the thing where the configuration gives the name; empty if AWS does
     * @param rule on the part
     */
    record Part(String target, String named, AttributeRule rule) {}

    private static AttributeRule anew(Rule rule, String type, String path) {
        return new AttributeRule(rule, Set.of(type), path, Judge.MUST_STAY);
    }

    private static AttributeRule denial(Rule rule, String type) {
        return new AttributeRule(rule, Set.of(type), "policy", Judge.MUST_NOT_DENY);
    }

    private static AttributeRule open(String path) {
        return new AttributeRule(
                Rule.PUBLIC_ACCESS_OPENED, Set.of("aws_s3_bucket_public_access_block"), path, Judge.MUST_BE_ON);
    }

    /** Whether a rule judges all of an attribute of such a type, so that nothing is left for another. */
    static boolean judgesAllOf(String type, String attribute) {
        return ALL.stream().anyMatch(each -> each.isFor(type) && each.path().equals(attribute));
    }

    boolean isFor(String type) {
        return types.isEmpty() || types.contains(type);
    }
}
