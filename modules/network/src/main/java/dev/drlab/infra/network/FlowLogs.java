package dev.drlab.infra.network;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.flow_log.FlowLog;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Every accepted and refused connection of a VPC, as records in a CloudWatch log group. Not a part of {@link Network}: the key
 * that encrypts them belongs to a stack that is deployed after it.
 */
public final class FlowLogs extends Construct {
    /** Makes flow log, log group and role below {@code scope}. */
    public FlowLogs(Construct scope, String id, FlowLogProps props) {
        super(scope, id);
        CloudwatchLogGroup logGroup = CloudwatchLogGroup.Builder.create(this, "log-group")
                .name(props.logGroupName())
                .retentionInDays(props.retentionDays())
                .kmsKeyId(props.kmsKeyArn())
                .build();
        // The region is in the name because roles are global and both regions have one.
        IamRole role = IamRole.Builder.create(this, "role")
                .name("%s-flow-logs-%s".formatted(props.name(), props.region()))
                .description("Lets the VPC write its flow logs")
                .assumeRolePolicy(trust(props.accountId()))
                .build();
        IamRolePolicy policy = IamRolePolicy.Builder.create(this, "policy")
                .name("write-flow-logs")
                .role(role.getName())
                .policy(permissions(logGroup.getArn()))
                .build();
        FlowLog.Builder.create(this, "flow-log")
                .vpcId(props.vpcId())
                .trafficType("ALL")
                .logDestinationType("cloud-watch-logs")
                .logDestination(logGroup.getArn())
                .iamRoleArn(role.getArn())
                .maxAggregationInterval(600)
                .tags(Map.of("Name", props.name()))
                .dependsOn(List.of(policy))
                .build();
    }

    /** Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs". */
    private static String trust(String accountId) {
        return PolicyDocument.of(Statement.trust("vpc-flow-logs.amazonaws.com")
                        .when("StringEquals", "aws:SourceAccount", accountId))
                .json();
    }

    private static String permissions(String logGroupArn) {
        return PolicyDocument.of(Statement.allow(
                                "logs:CreateLogStream",
                                "logs:DescribeLogGroups",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents")
                        .on(logGroupArn, logGroupArn + ":*"))
                .json();
    }
}
