package dev.drlab.infra.stacks;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The characters that a service accepts in a name or description. Lengths are in {@link NameLengthTest}.
 *
 * @param type of the resource
 * @param attribute top-level attribute
 * @param accepted pattern for the whole value
 * @param source service, call and member of AWS's service models (botocore 1.43.11, {@code data/SERVICE}), whose
 *     patterns these are, or the page that says it
 */
record AwsText(String type, String attribute, Pattern accepted, String source) {
    /** For services whose model has no pattern: fewer characters than any service is known to accept. */
    private static final String PLAIN = "[\\x20-\\x7E]+";

    private static final String IAM_NAME = "[\\w+=,.@-]+";
    private static final String EC2_DESCRIPTION = "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}";
    private static final String ECS_NAME = "[a-zA-Z0-9_-]{1,255}";
    private static final String SCHEDULER_NAME = "[0-9a-zA-Z_.-]{1,64}";
    private static final String RDS_IDENTIFIER = "[a-zA-Z](-?[a-zA-Z0-9])*";
    private static final String BUCKET = "(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    private static final String BUCKET_PAGE =
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";
    private static final String RULE_PAGE = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html";

    static List<AwsText> all() {
        return List.of(
                text(
                        "aws_appautoscaling_policy",
                        "name",
                        "\\p{Print}+",
                        "application-autoscaling PutScalingPolicy.PolicyName"),
                text(
                        "aws_security_group",
                        "name",
                        "(?!sg-)" + EC2_DESCRIPTION,
                        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"),
                text(
                        "aws_security_group",
                        "description",
                        EC2_DESCRIPTION,
                        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"),
                text("aws_vpc_security_group_ingress_rule", "description", EC2_DESCRIPTION, RULE_PAGE),
                text("aws_vpc_security_group_egress_rule", "description", EC2_DESCRIPTION, RULE_PAGE),
                text("aws_wafv2_web_acl", "name", "[\\w-]{1,128}", "wafv2 CreateWebACL.Name"),
                text(
                        "aws_wafv2_web_acl",
                        "description",
                        "[\\w+=:#@/\\-,.][\\w+=:#@/\\-,.\\s]+[\\w+=:#@/\\-,.]",
                        "wafv2 CreateWebACL.Description"),
                text("aws_iam_role", "name", IAM_NAME, "iam CreateRole.RoleName"),
                text(
                        "aws_iam_role",
                        "description",
                        "[\\t\\n\\r\\x20-\\x7E\\xA1-\\xFF]{0,1000}",
                        "iam CreateRole.Description"),
                text("aws_iam_role_policy", "name", IAM_NAME, "iam PutRolePolicy.PolicyName"),
                text("aws_kms_key", "description", PLAIN, "kms CreateKey.Description: no pattern"),
                text("aws_kms_replica_key", "description", PLAIN, "kms ReplicateKey.Description: no pattern"),
                text("aws_kms_alias", "name", "alias/(?!aws/)[a-zA-Z0-9/_-]+", "kms CreateAlias.AliasName"),
                text(
                        "aws_secretsmanager_secret",
                        "name",
                        "[a-zA-Z0-9/_+=.@-]{1,512}",
                        "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html"),
                text(
                        "aws_secretsmanager_secret",
                        "description",
                        PLAIN,
                        "secretsmanager CreateSecret.Description: no pattern"),
                text(
                        "aws_ssm_parameter",
                        "name",
                        "(?i)/?+(?!aws|ssm)[a-z0-9_./-]+",
                        "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html"),
                text("aws_ssm_parameter", "description", PLAIN, "ssm PutParameter.Description: no pattern"),
                text("aws_db_instance", "identifier", RDS_IDENTIFIER, "rds CreateDBInstance.DBInstanceIdentifier"),
                text(
                        "aws_db_parameter_group",
                        "name",
                        RDS_IDENTIFIER,
                        "rds CreateDBParameterGroup.DBParameterGroupName"),
                text(
                        "aws_db_parameter_group",
                        "family",
                        "postgres\\d+",
                        "rds CreateDBParameterGroup.DBParameterGroupFamily"),
                text(
                        "aws_db_parameter_group",
                        "description",
                        PLAIN,
                        "rds CreateDBParameterGroup.Description: no pattern"),
                text(
                        "aws_db_subnet_group",
                        "name",
                        "(?!default$)[a-z][a-z0-9._ -]{0,254}",
                        "rds CreateDBSubnetGroup.DBSubnetGroupName"),
                text(
                        "aws_db_subnet_group",
                        "description",
                        PLAIN,
                        "rds CreateDBSubnetGroup.DBSubnetGroupDescription: no pattern"),
                text("aws_backup_vault", "name", "[a-zA-Z0-9_-]{2,50}", "backup CreateBackupVault.BackupVaultName"),
                text(
                        "aws_backup_plan",
                        "name",
                        "[a-zA-Z0-9_.-]{1,50}",
                        "https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlan.html"),
                text(
                        "aws_backup_selection",
                        "name",
                        "[a-zA-Z0-9_.-]{1,50}",
                        "backup CreateBackupSelection.BackupSelection.SelectionName"),
                text(
                        "aws_budgets_budget",
                        "name",
                        "(?![^:\\\\]*/action/|(?i).*<script>.*</script>.*)[^:\\\\]{1,100}",
                        "budgets CreateBudget.Budget.BudgetName"),
                text(
                        "aws_cloudtrail",
                        "name",
                        "(?=.{3,128}$)[a-zA-Z0-9]([._-]?[a-zA-Z0-9])+",
                        "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html"),
                text(
                        "aws_cloudwatch_dashboard",
                        "dashboard_name",
                        "[a-zA-Z0-9_-]{1,255}",
                        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html"),
                text(
                        "aws_cloudwatch_log_group",
                        "name",
                        "(?!aws/)[._/#A-Za-z0-9-]{1,512}",
                        "logs CreateLogGroup.logGroupName"),
                text(
                        "aws_cloudwatch_metric_alarm",
                        "alarm_name",
                        PLAIN,
                        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"),
                text(
                        "aws_cloudwatch_metric_alarm",
                        "alarm_description",
                        ".{0,1024}",
                        "cloudwatch PutMetricAlarm.AlarmDescription: no pattern"),
                text("aws_cloudwatch_query_definition", "name", PLAIN, "logs PutQueryDefinition.name: no pattern"),
                text("aws_dynamodb_table", "name", "[a-zA-Z0-9_.-]{3,255}", "dynamodb CreateTable.TableName"),
                text(
                        "aws_ecr_repository",
                        "name",
                        "(?=.{2,256}$)[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*",
                        "ecr CreateRepository.repositoryName"),
                text("aws_ecs_cluster", "name", ECS_NAME, "ecs CreateCluster.clusterName"),
                text("aws_ecs_service", "name", ECS_NAME, "ecs CreateService.serviceName"),
                text("aws_ecs_task_definition", "family", ECS_NAME, "ecs RegisterTaskDefinition.family"),
                text(
                        "aws_lambda_function",
                        "function_name",
                        "[a-zA-Z0-9_-]{1,64}",
                        "lambda CreateFunction.FunctionName"),
                text("aws_lambda_function", "description", "[\\x20-\\x7E]{0,256}", "lambda CreateFunction.Description"),
                text(
                        "aws_lb",
                        "name",
                        "(?!internal-)[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?",
                        "elbv2 CreateLoadBalancer.Name"),
                text(
                        "aws_lb_target_group",
                        "name",
                        "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?",
                        "elbv2 CreateTargetGroup.Name"),
                text("aws_route53_record", "name", "[a-z0-9*_-]+(\\.[a-z0-9_-]+)*\\.?", "route53 Name: a domain's"),
                text("aws_s3_bucket", "bucket", BUCKET, BUCKET_PAGE),
                text("aws_s3_bucket_logging", "bucket", BUCKET, BUCKET_PAGE),
                text("aws_s3_bucket_replication_configuration", "bucket", BUCKET, BUCKET_PAGE),
                text("aws_scheduler_schedule", "name", SCHEDULER_NAME, "scheduler CreateSchedule.Name"),
                text("aws_scheduler_schedule_group", "name", SCHEDULER_NAME, "scheduler CreateScheduleGroup.Name"),
                text(
                        "aws_scheduler_schedule",
                        "description",
                        "[\\x20-\\x7E]{0,512}",
                        "scheduler CreateSchedule.Description"),
                text(
                        "aws_sfn_state_machine",
                        "name",
                        "[0-9A-Za-z_-]{1,80}",
                        "https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html"),
                text(
                        "aws_sns_topic",
                        "name",
                        "[a-zA-Z0-9_-]{1,256}",
                        "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html"),
                text(
                        "aws_sqs_queue",
                        "name",
                        "[a-zA-Z0-9_-]{1,80}",
                        "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html"));
    }

    private static AwsText text(String type, String attribute, String accepted, String source) {
        return new AwsText(type, attribute, Pattern.compile(accepted), source);
    }

    boolean accepts(String text) {
        return accepted.matcher(text).matches();
    }
}
