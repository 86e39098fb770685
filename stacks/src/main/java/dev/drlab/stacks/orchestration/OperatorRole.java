package dev.drlab.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.Role;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The role of a person who moves the service: may start and watch the region's machines, after multi-factor sign-in. */
final class OperatorRole extends Construct {
    private static final Map<String, Map<String, String>> MFA =
            Map.of("Bool", Map.of("aws:MultiFactorAuthPresent", "true"));
    private static final int SESSION_SECONDS = 4 * 3600;

    private final IamRole role;

    OperatorRole(Construct scope, Names names, Role region, List<String> verbs) {
        super(scope, "operator");
        role = IamRole.Builder.create(this, "role")
                .name(names.global(region, "operator"))
                .description("Starts and watches drlab's state machines in " + names.region(region))
                .assumeRolePolicy(PolicyDocument.trustWithMfa(names.account()))
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
                        .allow(List.of("states:StartExecution"), machines, MFA)
                        .allow(List.of("states:DescribeStateMachine", "states:ListExecutions"), machines)
                        .allow(
                                List.of(
                                        "states:DescribeExecution",
                                        "states:DescribeStateMachineForExecution",
                                        "states:GetExecutionHistory"),
                                executions)
                        .allow(List.of("states:StopExecution", "states:RedriveExecution"), executions, MFA)
                        .json())
                .build();
    }

    /** ARN of the role. */
    String arn() {
        return role.getArn();
    }
}
