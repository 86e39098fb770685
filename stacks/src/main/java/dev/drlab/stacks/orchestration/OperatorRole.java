package dev.drlab.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.Role;
import java.util.List;
import software.constructs.Construct;

/**
 * The role of a person who moves the service: may start and watch the region's machines. MFA is asked for where the role is
 * assumed and not again where it is used: credentials from AssumeRole carry no MFA context, so such a condition on an action
 * would always deny it (IAM User Guide, Configuring MFA-protected API access). A session of IAM Identity Center has no such
 * key at all, however its owner signed in: it is admitted by the permission set that it comes from, and asking for MFA is
 * then Identity Center's business.
 */
final class OperatorRole extends Construct {
    private static final int SESSION_SECONDS = 4 * 3600;

    private final IamRole role;

    OperatorRole(Construct scope, Names names, Role region, List<String> verbs, List<String> permissionSets) {
        super(scope, "operator");
        role = IamRole.Builder.create(this, "role")
                .name(names.global(region, "operator"))
                .description("Starts and watches drlab's state machines in " + names.region(region))
                .assumeRolePolicy(PolicyDocument.trustWithMfa(names.account(), permissionSets))
                .maxSessionDuration(SESSION_SECONDS)
                .build();
        List<String> machines =
                verbs.stream().map(verb -> names.stateMachineArn(region, verb)).toList();
        List<String> executions =
                verbs.stream().map(verb -> names.executionArns(region, verb)).toList();
        IamRolePolicy.Builder.create(this, "rights")
                .name("operator")
                .role(role.getName())
                .policy(new PolicyDocument()
                        .allow(
                                List.of(
                                        "states:StartExecution",
                                        "states:DescribeStateMachine",
                                        "states:ListExecutions"),
                                machines)
                        .allow(
                                List.of(
                                        "states:DescribeExecution",
                                        "states:DescribeStateMachineForExecution",
                                        "states:GetExecutionHistory",
                                        "states:StopExecution",
                                        "states:RedriveExecution"),
                                executions)
                        .json())
                .build();
    }

    /** ARN of the role. */
    String arn() {
        return role.getArn();
    }
}
