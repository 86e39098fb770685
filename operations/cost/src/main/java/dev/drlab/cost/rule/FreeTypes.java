package dev.drlab.cost.rule;

import java.util.HashMap;
import java.util.Map;

/** Types that cost nothing by themselves, each with its reason. */
final class FreeTypes {
    private static final String NETWORK = "part of a VPC, which is free";
    private static final String IAM = "IAM is free";
    private static final String SETTING = "a setting of a bucket, which is paid by what it holds";
    private static final String BALANCER = "part of a balancer, which is paid by the hour and by use";
    private static final String FIREWALL = "part of a web ACL, which is paid by the month, its rules and by use";
    private static final String DATABASE = "a setting of a database";

    private FreeTypes() {}

    static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        reasons().forEach((type, reason) -> rules.put(type, new Rule.Free(reason)));
        return rules;
    }

    private static Map<String, String> reasons() {
        return Map.ofEntries(
                Map.entry("aws_acm_certificate", "public certificates are free on AWS's own balancers"),
                Map.entry("aws_acm_certificate_validation", "waits for a certificate; nothing in AWS"),
                Map.entry("aws_appautoscaling_target", "scaling is free; its tasks and alarms are not"),
                Map.entry("aws_backup_selection", "says what a plan saves; what is stored is paid in the vault"),
                Map.entry("aws_budgets_budget", "budgets without actions are free"),
                Map.entry("aws_cloudwatch_query_definition", "a saved text; a query is paid by what it reads"),
                Map.entry(
                        "aws_cloudwatch_log_resource_policy",
                        "says who may write a log, which is paid by what it holds"),
                Map.entry("aws_db_parameter_group", DATABASE),
                Map.entry("aws_db_subnet_group", DATABASE),
                Map.entry("aws_default_security_group", NETWORK),
                Map.entry("aws_ecr_lifecycle_policy", "a setting of a registry"),
                Map.entry("aws_ecs_task_definition", "a template; the tasks of services and schedules are paid"),
                Map.entry("aws_flow_log", "paid by what it writes: see the log group"),
                Map.entry("aws_iam_role", IAM),
                Map.entry("aws_iam_role_policy", IAM),
                Map.entry("aws_iam_role_policy_attachment", IAM),
                Map.entry("aws_internet_gateway", NETWORK),
                Map.entry("aws_kms_alias", "a name of a key"),
                Map.entry("aws_lb_listener", BALANCER),
                Map.entry("aws_lb_listener_rule", BALANCER),
                Map.entry("aws_lb_target_group", BALANCER),
                Map.entry("aws_network_acl", NETWORK),
                Map.entry("aws_route", NETWORK),
                Map.entry("aws_route_table", NETWORK),
                Map.entry("aws_route_table_association", NETWORK),
                Map.entry("aws_s3_bucket_lifecycle_configuration", SETTING),
                Map.entry("aws_s3_bucket_logging", SETTING),
                Map.entry("aws_s3_bucket_ownership_controls", SETTING),
                Map.entry("aws_s3_bucket_policy", SETTING),
                Map.entry("aws_s3_bucket_public_access_block", SETTING),
                Map.entry("aws_s3_bucket_server_side_encryption_configuration", SETTING),
                Map.entry("aws_s3_bucket_versioning", SETTING),
                Map.entry("aws_scheduler_schedule_group", "a name for schedules"),
                Map.entry("aws_secretsmanager_secret_version", "part of a secret, which is paid by the month"),
                Map.entry("aws_security_group", NETWORK),
                Map.entry("aws_sns_topic_policy", "a setting of a topic"),
                Map.entry("aws_sns_topic_subscription", "paid by what is sent: see the topic"),
                Map.entry("aws_ssm_parameter", "standard parameters are free"),
                Map.entry("aws_subnet", NETWORK),
                Map.entry("aws_vpc", NETWORK),
                Map.entry("aws_vpc_peering_connection_accepter", "the other side of a peering, paid there"),
                Map.entry("aws_vpc_security_group_egress_rule", NETWORK),
                Map.entry("aws_vpc_security_group_ingress_rule", NETWORK),
                Map.entry("aws_wafv2_web_acl_association", FIREWALL),
                Map.entry("aws_wafv2_web_acl_logging_configuration", "paid by what it writes: see the log group"));
    }
}
