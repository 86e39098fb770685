package dev.drlab.network;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.flow_log.FlowLog;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/**
 * Every accepted and refused connection of a VPC, as records in a CloudWatch log group. The log group has CloudWatch's
 * own encryption: drlab's key belongs to a stack that is deployed after the network.
 */
final class FlowLogs extends Construct {
    private final CloudwatchLogGroup logGroup;

    FlowLogs(Construct scope, String id, String vpcId, NetworkProps props) {
        super(scope, id);
        FlowLogProps flowLogs = props.flowLogs();
        logGroup = CloudwatchLogGroup.Builder.create(this, "log-group")
                .name(flowLogs.logGroupName())
                .retentionInDays(flowLogs.retentionDays())
                .build();
        // The region is in the name because roles are global and both regions have one.
        IamRole role = IamRole.Builder.create(this, "role")
                .name("%s-flow-logs-%s".formatted(props.name(), props.region()))
                .description("Lets the VPC write its flow logs")
                .assumeRolePolicy(trust(flowLogs.accountId()))
                .build();
        IamRolePolicy policy = IamRolePolicy.Builder.create(this, "policy")
                .name("write-flow-logs")
                .role(role.getName())
                .policy(permissions(logGroup.getArn()))
                .build();
        FlowLog.Builder.create(this, "flow-log")
                .vpcId(vpcId)
                .trafficType("ALL")
                .logDestinationType("cloud-watch-logs")
                .logDestination(logGroup.getArn())
                .iamRoleArn(role.getArn())
                .maxAggregationInterval(600)
                .tags(Map.of("Name", props.name()))
                .dependsOn(List.of(policy))
                .build();
    }

    String logGroupName() {
        return logGroup.getName();
    }

    /** Amazon VPC User Guide, "IAM role for publishing flow logs to CloudWatch Logs". */
    private static String trust(String accountId) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                "Principal":{"Service":"vpc-flow-logs.amazonaws.com"},"Action":"sts:AssumeRole",\
                "Condition":{"StringEquals":{"aws:SourceAccount":"%s"}}}]}""".formatted(accountId);
    }

    private static String permissions(String logGroupArn) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
                "Action":["logs:CreateLogStream","logs:DescribeLogGroups","logs:DescribeLogStreams",\
                "logs:PutLogEvents"],"Resource":["%1$s","%1$s:*"]}]}""".formatted(logGroupArn);
    }
}
