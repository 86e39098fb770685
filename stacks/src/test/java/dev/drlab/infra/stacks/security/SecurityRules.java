package dev.drlab.infra.stacks.security;

import static dev.drlab.infra.stacks.security.SecurityRule.absent;
import static dev.drlab.infra.stacks.security.SecurityRule.met;
import static dev.drlab.infra.stacks.security.SecurityRule.notMet;
import static dev.drlab.infra.stacks.security.SecurityRule.withKey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.infra.stacks.StackJson.Block;
import dev.drlab.infra.stacks.Synthesis;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rules for the services that drlab uses: from AWS Security Hub's "AWS Foundational Security Best Practices", and
 * from checkov's Terraform checks (checkov.txt). Of the checks, every one for a type in the stacks is here. Rules about
 * an account, an organization or unused services are left out.
 */
final class SecurityRules {
    private SecurityRules() {}

    /** Rules by service, in the document's order. */
    static Map<String, List<SecurityRule>> all() {
        Map<String, List<SecurityRule>> rules = new TreeMap<>();
        rules.put("RDS", rds());
        rules.put("S3", s3());
        rules.put("DynamoDB", dynamodb());
        rules.put("KMS", kms());
        rules.put("ECS and ECR", containers());
        rules.put("Elastic Load Balancing", balancer());
        rules.put("VPC", network());
        rules.put("WAF", firewall());
        rules.put("Lambda and Step Functions", machinery());
        rules.put("SNS, SQS, EventBridge Scheduler", messages());
        rules.put("CloudTrail and CloudWatch", records());
        rules.put("Secrets Manager", secrets());
        rules.put("Systems Manager", parameters());
        rules.put("Certificate Manager", certificates());
        rules.put("IAM", iam());
        rules.put("AWS Backup", backup());
        rules.put("Route 53", names());
        rules.put("What is not used", unused());
        return Collections.unmodifiableMap(rules);
    }

    private static List<SecurityRule> rds() {
        String type = "aws_db_instance";
        return List.of(
                met(
                        "RDS.2 CKV_AWS_17",
                        "no public access",
                        "in subnets without a route to the internet",
                        type,
                        is("publicly_accessible", false)),
                met(
                        "RDS.3 RDS.4 CKV_AWS_16",
                        "encrypted at rest",
                        "under the region's key, and so are its snapshots",
                        type,
                        is("storage_encrypted", true).and(has("kms_key_id"))),
                notMet(
                        "RDS.5 CKV_AWS_157",
                        "several availability zones",
                        "costs a second instance; the standby is the other region's. `dbMultiAz` turns it on for the primary",
                        type,
                        is("multi_az", true)),
                met(
                        "RDS.6 CKV_AWS_118",
                        "enhanced monitoring",
                        "once a minute",
                        type,
                        block -> block.body().path("monitoring_interval").asInt() > 0),
                met(
                        "RDS.8 CKV_AWS_293",
                        "deletion protection",
                        "and Terraform's `prevent_destroy`; `reprotect` lifts it only"
                                + " from the database that it has put aside",
                        type,
                        is("deletion_protection", true)),
                met(
                        "RDS.9 RDS.36 CKV_AWS_129",
                        "logs in CloudWatch",
                        "`postgresql` and `upgrade`, encrypted",
                        type,
                        block -> block.body()
                                .path("enabled_cloudwatch_logs_exports")
                                .toString()
                                .contains("postgresql")),
                notMet(
                        "RDS.10 CKV_AWS_161",
                        "IAM database authentication",
                        "at a failover every login would wait for one more service's answer; the passwords are in Secrets"
                                + " Manager, and verifiers (SCRAM) only in the database",
                        type,
                        is("iam_database_authentication_enabled", true)),
                met(
                        "RDS.11 CKV_AWS_133",
                        "automatic backups",
                        "7 days, on both sides; the state machines keep it so when roles change",
                        type,
                        block -> block.body().path("backup_retention_period").asInt() > 0),
                met(
                        "RDS.13 CKV_AWS_226",
                        "minor upgrades by themselves",
                        "in the maintenance window",
                        type,
                        is("auto_minor_version_upgrade", true)),
                met(
                        "RDS.17 CKV2_AWS_60",
                        "tags go to snapshots",
                        "so that costs and owners are known",
                        type,
                        is("copy_tags_to_snapshot", true)),
                met("RDS.18", "in a VPC", "in the database subnets", type, has("db_subnet_group_name")),
                notMet(
                        "RDS.20 RDS.21 RDS.22",
                        "subscriptions to RDS events",
                        "alarms on lag, standby, slots and storage tell what matters for recovery",
                        type,
                        never()),
                notMet(
                        "RDS.23",
                        "another port than the default",
                        "a scan finds any port; the security groups admit service, agent and verifier only",
                        type,
                        block -> block.body().path("port").asInt() != 5432),
                met(
                        "RDS.25",
                        "an administrator's name of one's own",
                        "`drlab_admin`; a replica has its source's",
                        type,
                        block -> !Set.of("postgres", "admin")
                                .contains(block.body().path("username").asText())),
                met(
                        "RDS.1",
                        "no public snapshots",
                        "no role may share one, and nothing shares one",
                        "aws_iam_role_policy",
                        block -> statements(block, "policy")
                                .noneMatch(
                                        statement -> mentions(statement, "Action", "rds:ModifyDBSnapshotAttribute"))),
                met(
                        "CKV_AWS_250 CKV_AWS_388",
                        "no version whose extensions let files be read",
                        "PostgreSQL 14 or newer; no Aurora",
                        type,
                        block -> !text("engine", "aurora").test(block)
                                && major(block.body().path("engine_version").asText()) >= 14),
                met(
                        "CKV_AWS_211",
                        "a modern certificate authority",
                        "RDS's default, `rds-ca-rsa2048-g1`, which clients verify",
                        type,
                        block -> !block.body().has("ca_cert_identifier")
                                || text("ca_cert_identifier", "-g1").test(block)),
                met(
                        "CKV_AWS_353 CKV_AWS_354",
                        "Performance Insights, under an own key",
                        "7 days, which cost nothing",
                        type,
                        is("performance_insights_enabled", true).and(has("performance_insights_kms_key_id"))),
                met(
                        "CKV2_AWS_69",
                        "encryption in transit is forced",
                        "`rds.force_ssl`; clients verify the certificate",
                        "aws_db_parameter_group",
                        parameter("rds.force_ssl", "1")),
                met(
                        "CKV2_AWS_30",
                        "statements are logged",
                        "DDL, and whatever is slow",
                        "aws_db_parameter_group",
                        parameter("log_statement", "ddl")));
    }

    private static List<SecurityRule> s3() {
        String bucket = "aws_s3_bucket";
        return List.of(
                met(
                        "S3.1 S3.2 S3.3 S3.8 CKV2_AWS_6 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56",
                        "no public access",
                        "all four settings, on each bucket",
                        bucket,
                        companion(
                                "aws_s3_bucket_public_access_block",
                                is("block_public_acls", true)
                                        .and(is("block_public_policy", true))
                                        .and(is("ignore_public_acls", true))
                                        .and(is("restrict_public_buckets", true)))),
                met(
                        "S3.5",
                        "TLS only",
                        "1.2 or later",
                        bucket,
                        companion(
                                "aws_s3_bucket_policy",
                                policy().and(text("policy", "aws:SecureTransport"))
                                        .and(text("policy", "s3:TlsVersion")))),
                met(
                        "S3.12 CKV_AWS_20 CKV_AWS_57 CKV2_AWS_65",
                        "no access lists",
                        "`BucketOwnerEnforced`",
                        bucket,
                        companion("aws_s3_bucket_ownership_controls", text("rule", "BucketOwnerEnforced"))),
                met(
                        "S3.10 S3.13 CKV2_AWS_61",
                        "a lifecycle",
                        "old versions expire; logs too",
                        bucket,
                        companion("aws_s3_bucket_lifecycle_configuration", has("rule"))),
                met(
                        "CKV_AWS_21",
                        "versioning",
                        "on",
                        bucket,
                        companion("aws_s3_bucket_versioning", text("versioning_configuration", "\"Enabled\""))),
                met(
                        "CKV_AWS_19",
                        "encrypted at rest",
                        "by default",
                        bucket,
                        companion("aws_s3_bucket_server_side_encryption_configuration", text("rule", "sse_algorithm"))),
                notMet(
                        "CKV_AWS_145",
                        "under an own KMS key",
                        "all but the logs buckets: balancers and S3 cannot deliver to a bucket with another key than S3's",
                        bucket,
                        companion("aws_s3_bucket_server_side_encryption_configuration", text("rule", "aws:kms"))),
                met(
                        "S3.9 CKV_AWS_18",
                        "access logs",
                        "of each bucket, state and logs too, in the region's bucket for them. That one has none, as each record"
                                + " would make another: S3.9 asks none of it, checkov knows no such exception",
                        bucket,
                        companion("aws_s3_bucket_logging", has("target_bucket"))
                                .or(block ->
                                        block.body().path("bucket").asText().endsWith("-access-logs"))),
                met(
                        "S3.6",
                        "no other account may change a bucket",
                        "of other accounts only the balancers' own may write, to the logs bucket",
                        "aws_s3_bucket_policy",
                        block -> allowed(block, "policy")
                                .filter(statement -> statement.path("Principal").has("AWS"))
                                .allMatch(statement ->
                                        values(statement.path("Action")).equals(List.of("s3:PutObject")))),
                met(
                        "CKV_AWS_70",
                        "nothing is allowed to everybody",
                        "statements for everybody deny",
                        "aws_s3_bucket_policy",
                        block -> statements(block, "policy").noneMatch(SecurityRules::isForEverybody)),
                met(
                        "CKV_AWS_93",
                        "no policy shuts everybody out",
                        "what is denied to everybody is denied on a condition, such as a connection without TLS",
                        "aws_s3_bucket_policy",
                        block -> statements(block, "policy")
                                .filter(statement -> !allows(statement))
                                .allMatch(statement -> statement.has("Condition"))),
                met(
                        "CKV_AWS_300",
                        "uploads that were given up end",
                        "after 7 days",
                        "aws_s3_bucket_lifecycle_configuration",
                        text("rule", "abort_incomplete_multipart_upload")),
                notMet(
                        "CKV_AWS_143",
                        "object lock",
                        "restoring a bucket to a moment, and taking a deployment down, need to write and delete; versions and the"
                                + " trail show who did what. The trail's files prove themselves by their digests",
                        bucket,
                        is("object_lock_enabled", true)),
                notMet("S3.11 CKV2_AWS_62", "event notifications", "nothing would read them", bucket, never()),
                notMet(
                        "CKV_AWS_144",
                        "replication to another region",
                        "application data, both ways. State is its region's, artifacts are uploaded to both, logs stay",
                        bucket,
                        companion("aws_s3_bucket_replication_configuration", has("rule"))));
    }

    private static List<SecurityRule> dynamodb() {
        String type = "aws_dynamodb_table";
        return List.of(
                met(
                        "DynamoDB.1 CKV2_AWS_16",
                        "capacity follows demand",
                        "paid per request",
                        type,
                        text("billing_mode", "PAY_PER_REQUEST")),
                met(
                        "DynamoDB.2 CKV_AWS_28",
                        "point-in-time recovery",
                        "on",
                        type,
                        text("point_in_time_recovery", "\"enabled\":true")),
                met("DynamoDB.6", "deletion protection", "on", type, is("deletion_protection_enabled", true)),
                met(
                        "CKV_AWS_119",
                        "an own KMS key",
                        "the region's",
                        type,
                        text("server_side_encryption", "kms_key_arn")));
    }

    private static List<SecurityRule> kms() {
        return List.of(
                met(
                        "CKV_AWS_7",
                        "rotation",
                        "each year; a replica key rotates with its primary",
                        "aws_kms_key",
                        is("enable_key_rotation", true)),
                met(
                        "CKV2_AWS_64",
                        "a policy of its own",
                        "each says which services may use the key, for which of the account's resources",
                        "aws_kms_key",
                        has("policy")),
                met(
                        "KMS.3",
                        "deletion can be called off",
                        "for 30 days",
                        "aws_kms_key",
                        block -> block.body().path("deletion_window_in_days").asInt() == 30),
                met(
                        "CKV_AWS_227",
                        "enabled",
                        "from the start on; readiness looks at its state",
                        "aws_kms_key",
                        is("is_enabled", false).negate()),
                met(
                        "KMS.5 CKV_AWS_33",
                        "no public access",
                        "each grant names the account or a service with its source",
                        "aws_kms_key",
                        block -> statements(block, "policy").noneMatch(SecurityRules::isForEverybody)),
                met(
                        "KMS.1 KMS.2",
                        "no right to decrypt with every key",
                        "keys by ARN",
                        "aws_iam_role_policy",
                        block -> allowed(block, "policy")
                                .noneMatch(statement -> mentions(statement, "Action", "kms:Decrypt")
                                        && values(statement.path("Resource")).contains("*")
                                        && !statement.has("Condition"))));
    }

    private static List<SecurityRule> containers() {
        String task = "aws_ecs_task_definition";
        return List.of(
                met(
                        "ECS.1",
                        "own network, own user",
                        "`awsvpc`; the images run as user 10001",
                        task,
                        text("network_mode", "awsvpc")),
                met(
                        "ECS.2 CKV_AWS_333",
                        "no public addresses",
                        "private subnets",
                        "aws_ecs_service",
                        text("network_configuration", "\"assign_public_ip\":false")),
                met(
                        "ECS.3 ECS.4 CKV_AWS_334 CKV_AWS_335",
                        "not privileged, no shared process namespace",
                        "all capabilities are dropped",
                        task,
                        container(c -> !c.has("privileged")
                                        && c.path("linuxParameters").toString().contains("\"ALL\""))
                                .and(block -> !block.body().has("pid_mode"))),
                met(
                        "ECS.5 CKV_AWS_336",
                        "read-only root file system",
                        "`/tmp` is a volume of the task",
                        task,
                        container(c -> c.path("readonlyRootFilesystem").asBoolean())),
                met(
                        "ECS.8",
                        "no secrets in variables",
                        "from Secrets Manager, by field",
                        task,
                        container(c -> !c.path("environment")
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .contains("password"))),
                met(
                        "ECS.9",
                        "logs",
                        "to CloudWatch, without blocking",
                        task,
                        container(c -> c.has("logConfiguration"))),
                met(
                        "ECS.10 CKV_AWS_332",
                        "latest Fargate platform",
                        "no version is named, so it is the latest",
                        "aws_ecs_service",
                        block -> !block.body().has("platform_version")),
                met(
                        "ECS.12 CKV_AWS_65",
                        "Container Insights",
                        "on",
                        "aws_ecs_cluster",
                        text("setting", "containerInsights")),
                met(
                        "CKV_AWS_97",
                        "file systems are mounted over TLS",
                        "none is mounted: the one volume is the task's own",
                        task,
                        text("volume", "efs_volume_configuration").negate()),
                notMet(
                        "CKV_AWS_223 CKV_AWS_224",
                        "ECS Exec is logged, under an own key",
                        "ECS Exec is off: nobody opens a shell in a task",
                        "aws_ecs_cluster",
                        has("configuration")),
                met(
                        "CKV_AWS_249",
                        "a role to run and a role to start",
                        "two roles",
                        task,
                        block -> !block.body()
                                .path("task_role_arn")
                                .equals(block.body().path("execution_role_arn"))),
                met(
                        "ECR.1 CKV_AWS_163",
                        "images are scanned",
                        "at each push",
                        "aws_ecr_repository",
                        text("image_scanning_configuration", "true")),
                met(
                        "ECR.2 CKV_AWS_51",
                        "tags do not move",
                        "immutable; and tasks name the images by their content, which `stacks/deploy` writes to"
                                + " `imageDigests`",
                        "aws_ecr_repository",
                        text("image_tag_mutability", "IMMUTABLE")),
                met("ECR.3", "a lifecycle", "images without a tag expire", "aws_ecr_lifecycle_policy", has("policy")),
                met(
                        "CKV_AWS_136",
                        "an own KMS key",
                        "the region's",
                        "aws_ecr_repository",
                        text("encryption_configuration", "\"KMS\"")));
    }

    private static List<SecurityRule> balancer() {
        String type = "aws_lb";
        return List.of(
                met(
                        "ELB.1 ELB.18 CKV_AWS_2 CKV2_AWS_20",
                        "HTTPS, and HTTP leads there",
                        "with a domain; without one there is no certificate, and only `allowedCidrs` are admitted",
                        "aws_lb_listener",
                        text("protocol", "HTTPS").or(text("default_action", "redirect"))),
                met(
                        "ELB.4 CKV_AWS_131",
                        "invalid headers are dropped",
                        "on",
                        type,
                        is("drop_invalid_header_fields", true)),
                met(
                        "ELB.5 CKV_AWS_91",
                        "access logs",
                        "in the logs bucket",
                        type,
                        text("access_logs", "\"enabled\":true")),
                met("ELB.6 CKV_AWS_150", "deletion protection", "on", type, is("enable_deletion_protection", true)),
                met(
                        "ELB.12 CKV_AWS_328",
                        "desync mitigation",
                        "the default, which is defensive",
                        type,
                        block -> !block.body().has("desync_mitigation_mode")),
                met(
                        "ELB.13",
                        "several availability zones",
                        "two",
                        type,
                        block -> block.body().path("subnets").size() >= 2),
                met(
                        "ELB.17 CKV_AWS_103 CKV2_AWS_74",
                        "a recommended TLS policy",
                        "TLS 1.2 or later",
                        "aws_lb_listener",
                        block -> !text("protocol", "HTTPS").test(block)
                                || text("ssl_policy", "TLS13-1-2").test(block)),
                met(
                        "CKV_AWS_152",
                        "load goes to all zones",
                        "always so with an application balancer; checkov judges the other kinds",
                        type,
                        text("load_balancer_type", "application")),
                met(
                        "CKV_AWS_261",
                        "targets are looked at",
                        "each group has a path that is asked",
                        "aws_lb_target_group",
                        text("health_check", "\"path\"")),
                notMet(
                        "CKV_AWS_378",
                        "TLS between balancer and tasks",
                        "HTTP inside the VPC, between two security groups: each task would need a certificate that somebody"
                                + " renews, and an application balancer does not verify it",
                        "aws_lb_target_group",
                        text("protocol", "HTTPS")),
                withKey(
                        "ELB.16 CKV2_AWS_28",
                        "a web application firewall",
                        "`wafEnabled`: AWS's managed rules before both balancers, their log under the region's key. Off by"
                                + " default: the service takes small JSON bodies, bounds each request and refuses what it does"
                                + " not know, and a firewall has [its price](cost.md)",
                        type,
                        block -> !block.stack()
                                .resources("aws_wafv2_web_acl_association")
                                .isEmpty()));
    }

    /** Rules for resources that exist only with the key. */
    private static List<SecurityRule> firewall() {
        String acl = "aws_wafv2_web_acl";
        return List.of(
                withKey("WAF.10 CKV_AWS_175", "has rules", "`wafEnabled`: three managed groups", acl, has("rule")),
                withKey(
                        "WAF.11 CKV2_AWS_31",
                        "is logged",
                        "`wafEnabled`: what its rules count or block",
                        acl,
                        block -> block.stack()
                                        .resources("aws_wafv2_web_acl_logging_configuration")
                                        .size()
                                == 1),
                withKey(
                        "WAF.12",
                        "its rules have metrics",
                        "`wafEnabled`: each",
                        acl,
                        text("visibility_config", "true")),
                withKey(
                        "CKV_AWS_342",
                        "its rules act",
                        "`wafEnabled`: what the managed groups decide, but for the length of a body, which the service bounds"
                                + " itself",
                        acl,
                        block -> StreamSupport.stream(block.body().path("rule").spliterator(), false)
                                .allMatch(rule -> rule.has("action")
                                        || rule.path("override_action").has("none"))),
                notMet(
                        "CKV2_AWS_76",
                        "anonymous addresses are refused, beside what attacks Log4j",
                        "the group of known bad inputs is there, with `wafEnabled`; the list of anonymous addresses would shut"
                                + " out clients in clouds and behind VPNs",
                        acl,
                        text("rule", "AWSManagedRulesAnonymousIpList")),
                withKey(
                        "CKV_AWS_192",
                        "refuses what attacks Log4j",
                        "`wafEnabled`: known bad inputs are one of the groups",
                        acl,
                        text("rule", "AWSManagedRulesKnownBadInputsRuleSet")));
    }

    private static List<SecurityRule> network() {
        return List.of(
                met(
                        "EC2.2 CKV2_AWS_12",
                        "the default security group admits nothing",
                        "emptied",
                        "aws_default_security_group",
                        block -> !block.body().has("ingress") && !block.body().has("egress")),
                met(
                        "EC2.6 CKV2_AWS_11",
                        "flow logs",
                        "of every connection, under the region's key, kept for `flowLogDays`",
                        "aws_flow_log",
                        text("traffic_type", "ALL").and(has("vpc_id"))),
                met(
                        "EC2.15 CKV_AWS_130",
                        "no public addresses by themselves",
                        "in no subnet",
                        "aws_subnet",
                        is("map_public_ip_on_launch", false)),
                met(
                        "EC2.18 EC2.19 CKV_AWS_24 CKV_AWS_25",
                        "the internet reaches web ports only",
                        "80 and 443, of the balancer",
                        "aws_vpc_security_group_ingress_rule",
                        block -> !text("cidr_ipv4", "0.0.0.0/0").test(block)
                                || Set.of(80, 443)
                                        .contains(block.body().path("to_port").asInt())),
                notMet(
                        "CKV_AWS_260",
                        "the internet does not reach port 80",
                        "with a domain the balancer answers there with a redirect to 443 and nothing else; without one only"
                                + " `allowedCidrs` are admitted",
                        "aws_vpc_security_group_ingress_rule",
                        block -> !text("cidr_ipv4", "0.0.0.0/0").test(block)
                                || block.body().path("to_port").asInt() != 80),
                met(
                        "CKV_AWS_277",
                        "no rule admits everything",
                        "one protocol and one port each",
                        "aws_vpc_security_group_ingress_rule",
                        text("ip_protocol", "-1").negate()),
                met(
                        "CKV_AWS_382",
                        "no rule lets everything out",
                        "one protocol and one port each: AWS's and the balancers' web ports, PostgreSQL",
                        "aws_vpc_security_group_egress_rule",
                        text("ip_protocol", "-1").negate()),
                met(
                        "CKV_AWS_229 CKV_AWS_230 CKV_AWS_231 CKV_AWS_232",
                        "no access list of one's own admits FTP, SSH or RDP from everywhere",
                        "that of the database subnets admits from everywhere the one ICMP message by which packets find their"
                                + " size, and nothing else",
                        "aws_network_acl",
                        block -> StreamSupport.stream(
                                        block.body().path("ingress").spliterator(), false)
                                .filter(entry ->
                                        entry.path("cidr_block").asText().equals("0.0.0.0/0"))
                                .allMatch(
                                        entry -> entry.path("protocol").asText().equals("icmp"))),
                met(
                        "CKV2_AWS_19",
                        "no address without a use",
                        "each is a NAT gateway's",
                        "aws_eip",
                        block -> block.stack().resources("aws_nat_gateway").stream()
                                .anyMatch(text("allocation_id", "aws_eip." + block.id() + "."))),
                met(
                        "CKV2_AWS_35 CKV2_AWS_44",
                        "default routes lead to AWS's gateways, and none leads through the peering",
                        "the peering has the routes to the peer's network alone",
                        "aws_route",
                        block -> !text("destination_cidr_block", "0.0.0.0/0").test(block)
                                || has("gateway_id").or(has("nat_gateway_id")).test(block)),
                met(
                        "CKV_AWS_23",
                        "each rule says what for",
                        "a description on each",
                        "aws_vpc_security_group_ingress_rule",
                        has("description")),
                met(
                        "CKV2_AWS_5",
                        "no security group without a use",
                        "each is published for what it protects",
                        "aws_security_group",
                        block -> block.stack().resources("aws_ssm_parameter").stream()
                                .anyMatch(fact -> fact.body()
                                        .path("insecure_value")
                                        .asText()
                                        .contains("aws_security_group." + block.id() + "."))),
                met(
                        "EC2.16 CKV2_AWS_1",
                        "no network access list without a use",
                        "one, of the database subnets",
                        "aws_network_acl",
                        block -> !block.body().path("subnet_ids").toString().isEmpty()
                                && block.body().has("subnet_ids")),
                notMet(
                        "EC2.21",
                        "no access list admits SSH or RDP from everywhere",
                        "that of the database subnets admits PostgreSQL from both networks only. The other subnets have the VPC's"
                                + " default list, which admits all: security groups decide there, and none admits 22 or 3389",
                        "aws_vpc",
                        block -> !block.stack()
                                .resources("aws_default_network_acl")
                                .isEmpty()),
                notMet(
                        "EC2.172",
                        "public access to the VPC is blocked",
                        "clients reach the balancers from the internet; nothing else has a public address",
                        "aws_vpc",
                        block -> !block.stack()
                                .resources("aws_vpc_block_public_access_options")
                                .isEmpty()),
                met(
                        "EC2.180",
                        "interfaces check source and destination",
                        "the default; no role may change it",
                        "aws_iam_role_policy",
                        block -> statements(block, "policy")
                                .noneMatch(statement ->
                                        mentions(statement, "Action", "ec2:ModifyNetworkInterfaceAttribute"))),
                notMet(
                        "EC2.10 EC2.55 EC2.56 EC2.57",
                        "interface endpoints",
                        "S3 and DynamoDB have gateway endpoints, which cost nothing; the others go through the NAT gateway over"
                                + " TLS, and an endpoint costs some 15 USD a month in two zones",
                        "aws_vpc_endpoint",
                        text("vpc_endpoint_type", "Interface")));
    }

    private static List<SecurityRule> machinery() {
        String function = "aws_lambda_function";
        String machine = "aws_sfn_state_machine";
        return List.of(
                met(
                        "Lambda.1 CKV2_AWS_75",
                        "nobody outside may call it",
                        "no function has a policy: machines and schedules call with roles",
                        function,
                        block ->
                                block.stack().resources("aws_lambda_permission").isEmpty()
                                        && block.stack()
                                                .resources("aws_lambda_function_url")
                                                .isEmpty()),
                met("Lambda.2 CKV_AWS_363", "a supported runtime", "`java17`", function, text("runtime", "java17")),
                met(
                        "Lambda.5 CKV_AWS_117",
                        "in a VPC, in several zones",
                        "two",
                        function,
                        block -> block.body()
                                        .path("vpc_config")
                                        .path("subnet_ids")
                                        .size()
                                >= 2),
                met(
                        "CKV_AWS_45",
                        "no secrets in variables",
                        "the agent reads them from Secrets Manager, and has the secret's name",
                        function,
                        block -> !block.body()
                                .path("environment")
                                .toString()
                                .toLowerCase(Locale.ROOT)
                                .matches(".*(password|akia).*")),
                met("CKV_AWS_50", "X-Ray", "on", function, text("tracing_config", "Active")),
                met("CKV_AWS_173", "variables under an own key", "the region's", function, has("kms_key_arn")),
                notMet(
                        "CKV_AWS_115",
                        "reserved concurrency",
                        "would take from an account's small default limit and fail there; `agent-throttled` tells",
                        function,
                        has("reserved_concurrent_executions")),
                notMet(
                        "CKV_AWS_116",
                        "a dead-letter queue",
                        "the agent is called synchronously, so the caller has the error; a check of readiness that fails or"
                                + " is not started leaves no metric, which is an alarm (`not-ready`). Starts of the verifier"
                                + " that fail go to a queue, and a message there is an alarm (`verifier-not-started`)",
                        function,
                        has("dead_letter_config")),
                notMet(
                        "CKV_AWS_272",
                        "code signing",
                        "the jar's SHA-256 is in the plan, and few may write to the artifact bucket",
                        function,
                        has("code_signing_config_arn")),
                met(
                        "StepFunctions.1 CKV_AWS_285",
                        "executions are logged",
                        "with input and output",
                        machine,
                        text("logging_configuration", "\"ALL\"")),
                met("CKV_AWS_284", "X-Ray", "on", machine, text("tracing_configuration", "true")));
    }

    private static List<SecurityRule> messages() {
        return List.of(
                met(
                        "SNS.1 CKV_AWS_26",
                        "encrypted",
                        "under the region's key, which alarms may use",
                        "aws_sns_topic",
                        has("kms_master_key_id")),
                met(
                        "SNS.4 CKV_AWS_169 CKV_AWS_385",
                        "nobody else may use it",
                        "CloudWatch may publish for this account",
                        "aws_sns_topic_policy",
                        block -> statements(block, "policy").noneMatch(SecurityRules::isForEverybody)),
                notMet(
                        "SNS.2",
                        "delivery is logged",
                        "not for e-mail: AWS offers it for HTTP, Lambda, SQS and others",
                        "aws_sns_topic",
                        has("sqs_success_feedback_role_arn")),
                met(
                        "SQS.1 CKV_AWS_27 CKV2_AWS_73",
                        "encrypted",
                        "under the region's key",
                        "aws_sqs_queue",
                        has("kms_master_key_id")),
                met(
                        "SQS.3 CKV_AWS_168",
                        "no public access",
                        "no queue has a policy: the schedule sends with its role",
                        "aws_sqs_queue",
                        block -> !block.body().has("policy")
                                && block.stack()
                                        .resources("aws_sqs_queue_policy")
                                        .isEmpty()),
                notMet(
                        "CKV_AWS_297",
                        "schedules under an own key",
                        "they hold names of resources only",
                        "aws_scheduler_schedule",
                        has("kms_key_arn")));
    }

    private static List<SecurityRule> records() {
        String trail = "aws_cloudtrail";
        String log = "aws_cloudwatch_log_group";
        return List.of(
                met(
                        "CloudTrail.1 CKV_AWS_67",
                        "a trail over all regions",
                        "one",
                        trail,
                        is("is_multi_region_trail", true)),
                met("CKV_AWS_251", "it records", "on", trail, is("enable_logging", true)),
                met(
                        "CKV_AWS_319",
                        "alarms tell somebody",
                        "a topic of the metric's region, of the fault and of its end",
                        "aws_cloudwatch_metric_alarm",
                        is("actions_enabled", false).negate().and(has("alarm_actions"))),
                met(
                        "CloudTrail.2 CKV_AWS_35",
                        "under an own key",
                        "that of the secondary region",
                        trail,
                        has("kms_key_id")),
                met(
                        "CloudTrail.4 CKV_AWS_36",
                        "files are validated",
                        "on",
                        trail,
                        is("enable_log_file_validation", true)),
                met(
                        "CloudTrail.5 CKV2_AWS_10",
                        "in CloudWatch Logs",
                        "90 days there, in the bucket longer",
                        trail,
                        has("cloud_watch_logs_group_arn")),
                notMet(
                        "CKV_AWS_252",
                        "tells a topic of each file",
                        "nobody would read it",
                        trail,
                        has("sns_topic_name")),
                met(
                        "CKV_AWS_66",
                        "a retention",
                        "30 days, machines and agent a year; `RDSOSMetrics`, which RDS makes itself for all databases of account and region, has RDS's 30 days",
                        log,
                        has("retention_in_days")),
                notMet(
                        "CKV_AWS_338",
                        "a year or more",
                        "what was decided and done (machines, agent) is kept a year; the rest costs more than it tells",
                        log,
                        block -> block.body().path("retention_in_days").asInt() >= 365),
                met(
                        "CKV_AWS_158",
                        "under an own key",
                        "the region's; not `RDSOSMetrics`, as above",
                        log,
                        has("kms_key_id")));
    }

    private static List<SecurityRule> secrets() {
        String type = "aws_secretsmanager_secret";
        return List.of(
                met(
                        "CKV_AWS_149",
                        "an own KMS key",
                        "the region's; that of the passwords' copy is the other region's, which the primary's stack makes"
                                + " before the secret",
                        type,
                        has("kms_key_id")
                                .and(block -> StreamSupport.stream(
                                                block.body().path("replica").spliterator(), false)
                                        .allMatch(copy -> copy.path("kms_key_id")
                                                .asText()
                                                .matches("\\$\\{aws_kms_(replica_)?key\\.secondary-key_.*\\.arn}")))),
                notMet(
                        "SecretsManager.1 SecretsManager.2 SecretsManager.4 CKV2_AWS_57",
                        "rotation by itself",
                        "a rotation in the middle of a failover would close the new writer's door; the steps by hand are in"
                                + " [agent.md](agent.md#passwords)",
                        type,
                        never()),
                met(
                        "SecretsManager.3",
                        "no secret that nobody uses",
                        "passwords: read by every task and the agent; the writer pointer: written by each `activate`, for clients"
                                + " outside",
                        type,
                        block -> Set.of("/database", "/writer").stream()
                                .anyMatch(block.body().path("name").asText()::endsWith)));
    }

    /** Rules for facts and runbooks. */
    private static List<SecurityRule> parameters() {
        return List.of(notMet(
                "CKV2_AWS_34 CKV_AWS_337",
                "encrypted, under an own key",
                "they hold ids, names and addresses of resources, and the runbook's times: nothing that a reader of the account"
                        + " does not see anyway, and no secret (`FactsTest`). A `SecureString` would make a recovery depend on"
                        + " one more key, and every reader need a right to it",
                "aws_ssm_parameter",
                text("type", "SecureString").and(has("key_id"))));
    }

    private static List<SecurityRule> certificates() {
        String type = "aws_acm_certificate";
        return List.of(
                met(
                        "ACM.1",
                        "renewed in time",
                        "by ACM itself: the records that prove the domain stay. One of your own (`certificateArns`) is yours to"
                                + " renew",
                        type,
                        text("validation_method", "DNS")),
                met(
                        "ACM.2",
                        "RSA keys of 2048 bits or more",
                        "ACM's default, RSA 2048",
                        type,
                        block -> !block.body().has("key_algorithm")),
                met(
                        "CKV_AWS_233",
                        "the next one is there before the old one goes",
                        "`create_before_destroy`",
                        type,
                        text("lifecycle", "\"create_before_destroy\":true")),
                met(
                        "CKV_AWS_234",
                        "in the public logs of certificates",
                        "ACM's default",
                        type,
                        text("options", "DISABLED").negate()),
                met(
                        "CKV2_AWS_71",
                        "no wildcards",
                        "the public name and the region's own",
                        type,
                        text("domain_name", "*")
                                .or(text("subject_alternative_names", "*"))
                                .negate()));
    }

    private static List<SecurityRule> iam() {
        String type = "aws_iam_role_policy";
        return List.of(
                met(
                        "IAM.1 CKV_AWS_62 CKV_AWS_63",
                        "no full rights",
                        "none",
                        type,
                        block -> allowed(block, "policy")
                                .noneMatch(statement ->
                                        values(statement.path("Action")).contains("*"))),
                met(
                        "IAM.21 CKV2_AWS_40",
                        "no wildcard over a service's actions",
                        "actions one by one, as the definitions call them",
                        type,
                        block -> allowed(block, "policy")
                                .flatMap(statement -> values(statement.path("Action")).stream())
                                .noneMatch(action -> action.endsWith(":*"))),
                met(
                        "CKV_AWS_60 CKV_AWS_61",
                        "a role says who may take it",
                        "one service, or the account's operators with MFA; never everybody, never every service",
                        "aws_iam_role",
                        block -> allowed(block, "assume_role_policy")
                                .map(statement -> statement.path("Principal"))
                                .noneMatch(principal -> principal.asText().equals("*")
                                        || values(principal.path("AWS")).contains("*")
                                        || values(principal.path("Service")).contains("*"))),
                met(
                        "CKV_AWS_274 CKV2_AWS_56",
                        "no managed policy of full rights",
                        "AWS's own for enhanced monitoring and for AWS Backup alone",
                        "aws_iam_role_policy_attachment",
                        text("policy_arn", "AdministratorAccess")
                                .or(text("policy_arn", "IAMFullAccess"))
                                .negate()
                                .and(block -> block.stack().resources("aws_iam_role").stream()
                                        .noneMatch(has("managed_policy_arns")))),
                met(
                        "CKV_AWS_286",
                        "nobody can give himself rights",
                        "of IAM and Lambda nothing that writes; a role is handed on by its name",
                        type,
                        block -> allowed(block, "policy")
                                .noneMatch(statement -> values(statement.path("Action")).stream()
                                        .anyMatch(action -> isWriting(action)
                                                || action.equals("iam:PassRole")
                                                        && values(statement.path("Resource"))
                                                                .contains("*")))),
                met(
                        "CKV_AWS_287",
                        "no credentials for the asking",
                        "but for `ecr:GetAuthorizationToken`, which knows no resources, and which checkov leaves out",
                        type,
                        block -> unrestricted(block)
                                .filter(action -> !action.equals("ecr:GetAuthorizationToken"))
                                .noneMatch(
                                        action -> action.matches(
                                                ".*(Token|Credential|AccessKey|ApiKey|LoginProfile|PasswordData).*|sts:.*|rds-db:.*"))),
                met(
                        "CKV_AWS_288",
                        "nobody may read all data",
                        "objects, parameters and secrets by their names",
                        type,
                        block -> unrestricted(block)
                                .noneMatch(Set.of(
                                        "s3:GetObject",
                                        "ssm:GetParameter",
                                        "ssm:GetParameters",
                                        "ssm:GetParametersByPath",
                                        "secretsmanager:GetSecretValue")::contains)),
                notMet(
                        "CKV_AWS_289 CKV_AWS_290",
                        "nothing is written, and no right given, without naming the resource",
                        "Lambda makes its network interfaces with the function's role, and Step Functions its delivery of logs"
                                + " with the machine's, with `logs:PutResourcePolicy` in it: AWS documents both with `*`, and the"
                                + " ids are not known before",
                        type,
                        block -> unrestricted(block)
                                .allMatch(
                                        action -> action.matches("[a-z0-9-]+:(Get|Describe|List|View|Validate)\\w*"))),
                met(
                        "CKV_AWS_393",
                        "GitHub's tokens are trusted by repository",
                        "pull requests and `main` of `githubRepository`, by a role that only reads; without the key by none",
                        "aws_iam_role",
                        block -> statements(block, "assume_role_policy")
                                .filter(statement -> statement.path("Principal").has("Federated"))
                                .allMatch(statement -> values(statement
                                                .path("Condition")
                                                .path("StringEquals")
                                                .path("token.actions.githubusercontent.com:sub"))
                                        .stream()
                                        .allMatch(claim -> claim.matches("repo:[^*?/:]+/[^*?/:]+:[^*?]+")))),
                notMet(
                        "CKV_AWS_355",
                        "no wildcard for a resource",
                        "where a service offers no resource for the action, or none whose id is known before (Lambda's network"
                                + " interfaces, deliveries of logs); each with its reason in `DefinitionGrants`,"
                                + " `DependentGrants` and `ReadinessGrants`",
                        type,
                        block -> allowed(block, "policy")
                                .noneMatch(statement ->
                                        values(statement.path("Resource")).contains("*"))));
    }

    private static List<SecurityRule> backup() {
        return List.of(met(
                "Backup.1 CKV_AWS_166",
                "recovery points are encrypted",
                "under the vault's region's key",
                "aws_backup_vault",
                has("kms_key_arn")));
    }

    private static List<SecurityRule> names() {
        return List.of(met(
                "CKV2_AWS_23",
                "names lead to what is there",
                "each is an alias of a balancer, whose name its own stack publishes",
                "aws_route53_record",
                block -> !block.body().path("type").asText().equals("A")
                        || block.body()
                                .path("alias")
                                .path("name")
                                .asText()
                                .matches("\\$\\{data\\.aws_ssm_parameter\\.fact-\\w+-balancer-host\\..*")));
    }

    /** Checks about an unused service to which an existing resource could contribute. */
    private static List<SecurityRule> unused() {
        return List.of(
                absent("CKV2_AWS_7", "security groups of EMR clusters", "no cluster", "aws_emr_cluster"),
                absent("CKV2_AWS_9", "volumes in backup plans", "no volume of EBS", "aws_ebs_volume"),
                absent(
                        "CKV2_AWS_15",
                        "health checks of instances behind a balancer",
                        "no instances",
                        "aws_autoscaling_attachment"),
                absent("CKV2_AWS_18", "file systems in backup plans", "no file system", "aws_efs_file_system"),
                absent("CKV2_AWS_36", "parameters sent over HTTP", "Terraform asks no web server", "http"),
                absent(
                        "CKV2_AWS_47",
                        "the firewall before CloudFront",
                        "no distribution",
                        "aws_cloudfront_distribution"),
                absent(
                        "CKV2_AWS_68",
                        "rights of notebooks",
                        "no notebook of SageMaker",
                        "aws_sagemaker_notebook_instance"),
                absent("CKV2_AWS_77", "the firewall before API Gateway", "no API of it", "aws_api_gateway_stage"),
                absent("CKV2_AWS_78", "the firewall before AppSync", "no API of it", "aws_appsync_graphql_api"));
    }

    private static int major(String version) {
        return Integer.parseInt(version.split("\\.")[0]);
    }

    /** Actions by which a principal can gain further rights. */
    private static boolean isWriting(String action) {
        return action.matches("iam:(Add|Attach|Create|Delete|Detach|Put|Set|Update)\\w*")
                || action.matches("lambda:(Add|Create|Update)\\w*")
                || action.matches("(cloudformation|codebuild|glue|sagemaker|datapipeline):.*")
                || action.equals("ecs:ExecuteCommand");
    }

    /** Actions that a policy allows on every resource without a condition. */
    private static Stream<String> unrestricted(Block block) {
        return allowed(block, "policy")
                .filter(statement -> !statement.has("Condition"))
                .filter(statement -> values(statement.path("Resource")).contains("*"))
                .flatMap(statement -> values(statement.path("Action")).stream());
    }

    private static Predicate<Block> is(String member, boolean value) {
        return block -> block.body().has(member) && block.body().get(member).asBoolean() == value;
    }

    private static Predicate<Block> has(String member) {
        return block -> block.body().hasNonNull(member);
    }

    private static Predicate<Block> text(String member, String part) {
        return block -> {
            JsonNode value = block.body().path(member);
            return (value.isTextual() ? value.asText() : value.toString()).contains(part);
        };
    }

    /** For rules that only an additional resource would meet, which drlab does not have. */
    private static Predicate<Block> never() {
        return block -> false;
    }

    private static Predicate<Block> policy() {
        return block -> statements(block, "policy").findAny().isPresent();
    }

    private static Predicate<Block> parameter(String name, String value) {
        return block -> StreamSupport.stream(block.body().path("parameter").spliterator(), false)
                .anyMatch(parameter -> parameter.path("name").asText().equals(name)
                        && parameter.path("value").asText().equals(value));
    }

    private static Predicate<Block> container(Predicate<JsonNode> holds) {
        return block -> {
            JsonNode containers =
                    Synthesis.policy(block.body().path("container_definitions").asText());
            return containers.size() == 1 && holds.test(containers.get(0));
        };
    }

    /** Whether the bucket has a part of that type, in its own stack or in one that refers to it by name. */
    private static Predicate<Block> companion(String type, Predicate<Block> holds) {
        return bucket -> Synthesis.documented().stacks().stream()
                .flatMap(stack -> stack.resources(type).stream())
                .filter(part -> refersTo(part, bucket))
                .anyMatch(holds);
    }

    private static boolean refersTo(Block part, Block bucket) {
        String reference = part.body().path("bucket").asText();
        return reference.equals(bucket.body().path("bucket").asText())
                || part.stack().equals(bucket.stack()) && reference.startsWith("${aws_s3_bucket." + bucket.id() + ".");
    }

    private static Stream<JsonNode> statements(Block block, String member) {
        JsonNode statements =
                Synthesis.policy(block.body().path(member).asText()).path("Statement");
        return StreamSupport.stream(statements.spliterator(), false);
    }

    private static Stream<JsonNode> allowed(Block block, String member) {
        return statements(block, member).filter(SecurityRules::allows);
    }

    private static boolean allows(JsonNode statement) {
        return statement.path("Effect").asText().equals("Allow");
    }

    private static boolean isForEverybody(JsonNode statement) {
        return allows(statement)
                        && values(statement.path("Principal").path("AWS")).contains("*")
                || allows(statement) && statement.path("Principal").asText().equals("*");
    }

    private static boolean mentions(JsonNode statement, String member, String value) {
        return values(statement.path(member)).contains(value);
    }

    private static List<String> values(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? StreamSupport.stream(oneOrMore.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(oneOrMore.asText());
    }
}
