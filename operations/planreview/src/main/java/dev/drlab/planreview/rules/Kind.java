package dev.drlab.planreview.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The kind of a resource type for recovery, which says what its removal and its change mean. */
enum Kind {
    DATABASE(Rule.DATABASE_DESTROYED, Rule.DATABASE_CHANGED),
    DATABASE_SETTINGS(Rule.DATABASE_SETTINGS_CHANGED, Rule.DATABASE_SETTINGS_CHANGED),
    DATA(Rule.DATA_DESTROYED, Rule.DATA_CHANGED),
    PUBLIC_ACCESS(Rule.PUBLIC_ACCESS_OPENED, Rule.PUBLIC_ACCESS_OPENED),
    CONTROL_TABLE(Rule.CONTROL_TABLE_REMOVED, Rule.CONTROL_TABLE_CHANGED),
    KEY(Rule.KEY_REMOVED, Rule.KEY_CHANGED),
    KEY_ACCESS(Rule.KEY_CHANGED, Rule.KEY_CHANGED),
    ENCRYPTION(Rule.ENCRYPTION_LOWERED, null),
    VERSIONING(Rule.VERSIONING_LOWERED, null),
    RETENTION(Rule.RETENTION_CHANGED, Rule.RETENTION_CHANGED),
    BACKUP(Rule.BACKUPS_LOWERED, Rule.BACKUPS_CHANGED),
    REPLICATION(Rule.REPLICATION_REMOVED, Rule.REPLICATION_CHANGED),
    PEERING(Rule.PEERING_REMOVED, Rule.PEERING_CHANGED),
    NETWORK_PATH(Rule.NETWORK_PATH_CHANGED, Rule.NETWORK_PATH_CHANGED),
    HEALTH_CHECK(Rule.HEALTH_CHECK_REMOVED, Rule.HEALTH_CHECK_CHANGED),
    FAILOVER_RECORD(Rule.FAILOVER_RECORD_REMOVED, Rule.FAILOVER_RECORD_CHANGED),
    STATE_MACHINE(Rule.STATE_MACHINE_REMOVED, Rule.STATE_MACHINE_CHANGED),
    RUNBOOK(Rule.RUNBOOK_CHANGED, Rule.RUNBOOK_CHANGED),
    RIGHTS(Rule.RIGHTS_REMOVED, Rule.RIGHTS_CHANGED),
    FUNCTION(Rule.FUNCTION_REMOVED, Rule.FUNCTION_CHANGED),
    ALARM(Rule.ALARM_CHANGED, Rule.ALARM_CHANGED),
    SCHEDULE(Rule.SCHEDULE_CHANGED, Rule.SCHEDULE_CHANGED),
    SECRET_VALUE(Rule.SECRET_CHANGED, Rule.SECRET_CHANGED),
    /** Its changes matter where a rule on an attribute says so. */
    SERVICE(Rule.SERVICE_INTERRUPTED, null),
    /** Made anew with every release, or read by people alone. */
    ORDINARY(null, null);

    private static final Map<String, Kind> TYPES = types();

    private final Rule removed;
    private final Rule changed;

    Kind(Rule removed, Rule changed) {
        this.removed = removed;
        this.changed = changed;
    }

    /** The meaning of destroying or replacing one; empty if none for recovery. */
    Optional<Rule> removed() {
        return Optional.ofNullable(removed);
    }

    /** The meaning of a change of one; empty if the rules on attributes say all there is. */
    Optional<Rule> changed() {
        return Optional.ofNullable(changed);
    }

    /** Of a resource type; empty if no rule knows it. */
    static Optional<Kind> of(String type) {
        return Optional.ofNullable(TYPES.get(type));
    }

    private static Map<String, Kind> types() {
        Map<String, Kind> types = new HashMap<>();
        put(
                types,
                DATABASE,
                "aws_db_instance aws_rds_cluster aws_rds_cluster_instance aws_rds_global_cluster aws_docdb_cluster"
                        + " aws_neptune_cluster aws_elasticache_replication_group aws_redshift_cluster aws_memorydb_cluster"
                        + " aws_docdb_cluster_instance aws_docdb_global_cluster aws_docdbelastic_cluster aws_dsql_cluster"
                        + " aws_elasticache_cluster aws_elasticache_global_replication_group aws_elasticache_serverless_cache"
                        + " aws_elasticsearch_domain aws_memorydb_multi_region_cluster aws_neptune_cluster_instance"
                        + " aws_neptune_global_cluster aws_opensearch_domain aws_opensearchserverless_collection"
                        + " aws_redshiftserverless_namespace aws_timestreaminfluxdb_db_instance");
        put(
                types,
                DATABASE_SETTINGS,
                "aws_db_parameter_group aws_db_subnet_group aws_db_option_group"
                        + " aws_rds_cluster_parameter_group aws_db_proxy aws_db_proxy_target aws_db_proxy_default_target_group");
        put(
                types,
                DATA,
                "aws_s3_bucket aws_dynamodb_table aws_ecr_repository aws_secretsmanager_secret aws_efs_file_system"
                        + " aws_ebs_volume aws_fsx_ontap_file_system aws_db_snapshot aws_ebs_snapshot aws_dynamodb_table_item"
                        + " aws_db_cluster_snapshot aws_docdb_cluster_snapshot aws_neptune_cluster_snapshot aws_fsx_backup"
                        + " aws_fsx_lustre_file_system aws_fsx_ontap_storage_virtual_machine aws_fsx_ontap_volume"
                        + " aws_fsx_openzfs_file_system aws_fsx_openzfs_snapshot aws_fsx_openzfs_volume"
                        + " aws_fsx_windows_file_system aws_glacier_vault aws_keyspaces_keyspace aws_keyspaces_table"
                        + " aws_kinesis_stream aws_s3_directory_bucket aws_timestreamwrite_database"
                        + " aws_timestreamwrite_table");
        put(
                types,
                PUBLIC_ACCESS,
                "aws_s3_bucket_public_access_block aws_s3_account_public_access_block aws_s3_bucket_acl"
                        + " aws_s3_bucket_ownership_controls aws_ebs_snapshot_block_public_access");
        put(types, KEY, "aws_kms_key aws_kms_replica_key aws_kms_external_key aws_kms_replica_external_key");
        put(types, KEY_ACCESS, "aws_kms_alias aws_kms_grant aws_kms_key_policy");
        put(types, ENCRYPTION, "aws_s3_bucket_server_side_encryption_configuration aws_ebs_encryption_by_default");
        put(types, VERSIONING, "aws_s3_bucket_versioning aws_s3_bucket_object_lock_configuration");
        put(types, RETENTION, "aws_s3_bucket_lifecycle_configuration aws_ecr_lifecycle_policy");
        put(
                types,
                BACKUP,
                "aws_backup_plan aws_backup_selection aws_backup_vault aws_backup_vault_policy"
                        + " aws_backup_vault_lock_configuration aws_backup_region_settings aws_dlm_lifecycle_policy"
                        + " aws_db_instance_automated_backups_replication aws_backup_global_settings"
                        + " aws_backup_logically_air_gapped_vault aws_efs_backup_policy aws_glacier_vault_lock"
                        + " aws_redshift_snapshot_copy");
        put(
                types,
                REPLICATION,
                "aws_s3_bucket_replication_configuration aws_ecr_replication_configuration"
                        + " aws_dynamodb_table_replica aws_dynamodb_global_table aws_efs_replication_configuration");
        put(
                types,
                PEERING,
                "aws_vpc_peering_connection aws_vpc_peering_connection_accepter"
                        + " aws_vpc_peering_connection_options aws_ec2_transit_gateway_peering_attachment"
                        + " aws_ec2_transit_gateway_peering_attachment_accepter");
        put(
                types,
                NETWORK_PATH,
                "aws_route aws_route_table aws_route_table_association aws_network_acl aws_network_acl_rule"
                        + " aws_security_group aws_security_group_rule aws_vpc_security_group_egress_rule"
                        + " aws_vpc_security_group_ingress_rule aws_default_security_group aws_default_network_acl");
        put(types, HEALTH_CHECK, "aws_route53_health_check");
        put(types, STATE_MACHINE, "aws_sfn_state_machine aws_sfn_alias");
        put(
                types,
                RIGHTS,
                "aws_iam_role aws_iam_role_policy aws_iam_role_policy_attachment aws_iam_policy"
                        + " aws_iam_policy_attachment aws_iam_role_policies_exclusive"
                        + " aws_iam_role_policy_attachments_exclusive aws_iam_instance_profile aws_iam_user_policy"
                        + " aws_iam_openid_connect_provider aws_s3_bucket_policy aws_ecr_repository_policy aws_ecr_registry_policy"
                        + " aws_lambda_permission aws_secretsmanager_secret_policy aws_sqs_queue_policy aws_dynamodb_resource_policy"
                        + " aws_efs_file_system_policy");
        put(types, FUNCTION, "aws_lambda_function aws_lambda_alias aws_lambda_provisioned_concurrency_config");
        put(
                types,
                ALARM,
                "aws_cloudwatch_metric_alarm aws_cloudwatch_composite_alarm aws_sns_topic aws_sns_topic_policy"
                        + " aws_sns_topic_subscription aws_cloudwatch_log_metric_filter aws_db_event_subscription");
        put(
                types,
                SCHEDULE,
                "aws_scheduler_schedule aws_scheduler_schedule_group aws_cloudwatch_event_rule"
                        + " aws_cloudwatch_event_target");
        put(types, SECRET_VALUE, "aws_secretsmanager_secret_version aws_secretsmanager_secret_rotation");
        put(
                types,
                SERVICE,
                "aws_ecs_service aws_ecs_cluster aws_appautoscaling_target aws_appautoscaling_policy"
                        + " aws_autoscaling_group aws_lb aws_lb_listener aws_lb_listener_rule aws_lb_target_group aws_acm_certificate"
                        + " aws_acm_certificate_validation aws_nat_gateway aws_internet_gateway aws_eip aws_subnet aws_vpc"
                        + " aws_vpc_endpoint aws_sqs_queue aws_route53_zone aws_route53_record aws_wafv2_web_acl"
                        + " aws_wafv2_web_acl_association aws_cloudtrail aws_ssm_parameter aws_instance");
        put(
                types,
                ORDINARY,
                "aws_ecs_task_definition aws_cloudwatch_dashboard aws_cloudwatch_query_definition"
                        + " aws_cloudwatch_log_group aws_cloudwatch_log_resource_policy aws_budgets_budget aws_flow_log"
                        + " aws_s3_bucket_logging aws_wafv2_web_acl_logging_configuration");
        return Map.copyOf(types);
    }

    private static void put(Map<String, Kind> types, Kind kind, String names) {
        for (String name : names.split(" ")) {
            if (types.put(name, kind) != null) {
                throw new IllegalStateException(name + " is of two kinds");
            }
        }
    }
}
