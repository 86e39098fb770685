package dev.drlab.infra.compute.balancer;

import dev.drlab.infra.common.LogRetention;
import dev.drlab.infra.common.Require;

/**
 * @param name of the web ACL, and the end of its log group's name
 * @param balancerArn of the balancer before which it stands
 * @param logRetentionDays one of CloudWatch Logs' retentions
 * @param kmsKeyArn key of the log group; its policy must admit the region's CloudWatch Logs
 * @param accountId of the account whose logs may be delivered
 * @param region code of the region
 */
public record WebFirewallProps(
        String name, String balancerArn, int logRetentionDays, String kmsKeyArn, String accountId, String region) {
    public WebFirewallProps {
        Require.text("WebFirewallProps.name", name);
        Require.text("WebFirewallProps.balancerArn", balancerArn);
        Require.oneOf("WebFirewallProps.logRetentionDays", logRetentionDays, LogRetention.DAYS);
        Require.text("WebFirewallProps.kmsKeyArn", kmsKeyArn);
        Require.text("WebFirewallProps.accountId", accountId);
        Require.text("WebFirewallProps.region", region);
    }
}
