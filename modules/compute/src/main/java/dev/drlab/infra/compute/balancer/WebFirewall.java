package dev.drlab.infra.compute.balancer;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.cloudwatch_log_resource_policy.CloudwatchLogResourcePolicy;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAcl;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultAction;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclDefaultActionAllow;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl.Wafv2WebAclVisibilityConfig;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_association.Wafv2WebAclAssociation;
import com.hashicorp.cdktf.providers.aws.wafv2_web_acl_logging_configuration.Wafv2WebAclLoggingConfiguration;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.constructs.Construct;

/**
 * A web ACL of AWS's managed rule groups before a balancer, with a log of what they count or block. What the rules do not
 * match is let through.
 *
 * <p>The limit of 8 KB on bodies is only counted: objects are larger.
 */
public final class WebFirewall extends Construct {
    /** AWS WAF Developer Guide, "Logging web ACL traffic": a log group must be named so. */
    private static final String LOG_GROUP_PREFIX = "aws-waf-logs-";

    /** Rule groups in the order in which they are asked (AWS WAF Developer Guide, "AWS Managed Rules rule groups list"). */
    private static final List<Group> GROUPS = List.of(
            new Group("AWSManagedRulesAmazonIpReputationList", List.of()),
            new Group("AWSManagedRulesKnownBadInputsRuleSet", List.of()),
            new Group("AWSManagedRulesCommonRuleSet", List.of("SizeRestrictions_BODY")));

    /** The headers that nobody needs to read in a log. */
    private static final List<String> REDACTED_HEADERS =
            List.of("authorization", "cookie", HeaderNames.FORWARD_SIGNATURE.toLowerCase(Locale.ROOT));

    /**
     * @param name of the managed group
     * @param counted its rules that are counted instead of carried out
     */
    private record Group(String name, List<String> counted) {}

    /** Makes the web ACL, its association and its log below {@code scope}. */
    public WebFirewall(Construct scope, String id, WebFirewallProps props) {
        super(scope, id);
        Wafv2WebAcl acl = Wafv2WebAcl.Builder.create(this, "acl")
                .name(props.name())
                .description("Managed rules of AWS before the balancer")
                .scope("REGIONAL")
                .defaultAction(Wafv2WebAclDefaultAction.builder()
                        .allow(Wafv2WebAclDefaultActionAllow.builder().build())
                        .build())
                .visibilityConfig(Wafv2WebAclVisibilityConfig.builder()
                        .cloudwatchMetricsEnabled(true)
                        .metricName(props.name())
                        .sampledRequestsEnabled(true)
                        .build())
                .build();
        // The bindings have no classes for statements.
        acl.addOverride("rule", rules());
        Wafv2WebAclAssociation.Builder.create(this, "association")
                .resourceArn(props.balancerArn())
                .webAclArn(acl.getArn())
                .build();
        log(props, acl);
    }

    private static List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Group group : GROUPS) {
            List<Map<String, Object>> counted = group.counted().stream()
                    .map(rule -> Map.<String, Object>of("name", rule, "action_to_use", Map.of("count", Map.of())))
                    .toList();
            Map<String, Object> managed = counted.isEmpty()
                    ? Map.of("vendor_name", "AWS", "name", group.name())
                    : Map.of("vendor_name", "AWS", "name", group.name(), "rule_action_override", counted);
            rules.add(Map.of(
                    "name",
                    group.name(),
                    "priority",
                    rules.size() + 1,
                    "override_action",
                    Map.of("none", Map.of()),
                    "statement",
                    Map.of("managed_rule_group_statement", managed),
                    "visibility_config",
                    Map.of(
                            "cloudwatch_metrics_enabled", true,
                            "metric_name", group.name(),
                            "sampled_requests_enabled", true)));
        }
        return rules;
    }

    private void log(WebFirewallProps props, Wafv2WebAcl acl) {
        CloudwatchLogGroup group = CloudwatchLogGroup.Builder.create(this, "log")
                .name(LOG_GROUP_PREFIX + props.name())
                .retentionInDays(props.logRetentionDays())
                .kmsKeyId(props.kmsKeyArn())
                .build();
        CloudwatchLogResourcePolicy policy = CloudwatchLogResourcePolicy.Builder.create(this, "delivery")
                .policyName(LOG_GROUP_PREFIX + props.name())
                .policyDocument(delivery(group.getArn(), props))
                .build();
        Wafv2WebAclLoggingConfiguration logging = Wafv2WebAclLoggingConfiguration.Builder.create(this, "logging")
                .resourceArn(acl.getArn())
                .logDestinationConfigs(List.of(group.getArn()))
                .dependsOn(List.of(policy))
                .build();
        logging.addOverride(
                "redacted_fields",
                REDACTED_HEADERS.stream()
                        .map(header -> Map.of("single_header", Map.of("name", header)))
                        .toList());
        logging.addOverride(
                "logging_filter",
                Map.of(
                        "default_behavior",
                        "DROP",
                        "filter",
                        List.of(Map.of(
                                "behavior",
                                "KEEP",
                                "requirement",
                                "MEETS_ANY",
                                "condition",
                                List.of(action("BLOCK"), action("COUNT"))))));
    }

    private static Map<String, Object> action(String action) {
        return Map.of("action_condition", Map.of("action", action));
    }

    /** AWS WAF Developer Guide, "Sending web ACL traffic logs to an Amazon CloudWatch Logs log group". */
    private static String delivery(String logGroupArn, WebFirewallProps props) {
        return PolicyDocument.of(Statement.allow("logs:CreateLogStream", "logs:PutLogEvents")
                        .named("DeliverFirewallLogs")
                        .to("Service", "delivery.logs.amazonaws.com")
                        .on(logGroupArn + ":*")
                        .when("StringEquals", "aws:SourceAccount", props.accountId())
                        .when(
                                "ArnLike",
                                "aws:SourceArn",
                                "arn:aws:logs:" + props.region() + ":" + props.accountId() + ":*"))
                .json();
    }
}
