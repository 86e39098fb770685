package dev.drlab.infra.network;

import dev.drlab.infra.common.Require;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a network's flow logs go.
 *
 * @param name the network's, also the beginning of the role's name
 * @param region code of the region in which it is
 * @param vpcId of the network
 * @param logGroupName name of the CloudWatch log group that is created for them
 * @param retentionDays days that a record is kept; one of the values that CloudWatch Logs offers
 * @param kmsKeyArn key of the log group; its policy must admit the region's CloudWatch Logs
 * @param accountId the AWS account; only flow logs of this account may use the role
 */
public record FlowLogProps(
        String name,
        String region,
        String vpcId,
        String logGroupName,
        int retentionDays,
        String kmsKeyArn,
        String accountId) {
    /** CloudWatch Logs API Reference, PutRetentionPolicy. */
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** @throws IllegalArgumentException if a text is blank or the retention is none that CloudWatch Logs offers */
    public FlowLogProps {
        Require.text("name", name);
        Require.text("region", region);
        Require.text("vpcId", vpcId);
        Require.text("logGroupName", logGroupName);
        Require.text("kmsKeyArn", kmsKeyArn);
        Require.text("accountId", accountId);
        if (!RETENTIONS.contains(retentionDays)) {
            throw new IllegalArgumentException(
                    "retentionDays must be one of " + new TreeSet<>(RETENTIONS) + " but is " + retentionDays);
        }
    }
}
