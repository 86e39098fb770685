package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * The role of an operator: it may start and watch the region's state machines. MFA is required where the role is
 * assumed, and not again where it is used. Credentials from AssumeRole carry no MFA context, so such a condition on an
 * action would always deny it (IAM User Guide, Configuring MFA-protected API access). A session of IAM Identity Center
 * never has the MFA key, however its owner signed in. It is admitted by its permission set, and Identity Center has to
 * ask for MFA.
 */
final class OperatorRole extends Construct {
    private static final int SESSION_SECONDS = 4 * 3600;

    private final IamRole role;

    OperatorRole(Construct scope, Names names, Role region, List<String> verbs, List<String> permissionSets) {
        super(scope, "operator");
        role = IamRole.Builder.create(this, "role")
                .name(names.global(region, "operator"))
                .description("Starts and watches drlab's state machines in " + names.region(region))
                .assumeRolePolicy(trust(names.account(), permissionSets))
                .maxSessionDuration(SESSION_SECONDS)
                .build();
        List<String> machines =
                verbs.stream().map(verb -> names.stateMachineArn(region, verb)).toList();
        List<String> executions =
                verbs.stream().map(verb -> names.executionArns(region, verb)).toList();
        IamRolePolicy.Builder.create(this, "rights")
                .name("operator")
                .role(role.getName())
                .policy(PolicyDocument.of(
                                Statement.allow(
                                                "states:DescribeStateMachine",
                                                "states:ListExecutions",
                                                "states:StartExecution")
                                        .on(machines),
                                Statement.allow(
                                                "states:DescribeExecution",
                                                "states:DescribeStateMachineForExecution",
                                                "states:GetExecutionHistory",
                                                "states:RedriveExecution",
                                                "states:StopExecution")
                                        .on(executions))
                        .json())
                .build();
    }

    /**
     * Trust policy: the account's principals may assume the role, within their own policies, when they used MFA or come
     * from one of these permission sets of IAM Identity Center. The pattern is that of the IAM Identity Center User
     * Guide, "Referencing permission sets in resource policies, Amazon EKS cluster config maps, and AWS KMS key
     * policies". The role's name ends in a suffix that changes. Its path names the instance's region, except in
     * us-east-1.
     */
    static String trust(String accountId, List<String> permissionSets) {
        Statement account = Statement.allow("sts:AssumeRole").to("AWS", "arn:aws:iam::" + accountId + ":root");
        Statement withMfa = account.when("Bool", "aws:MultiFactorAuthPresent", "true");
        if (permissionSets.isEmpty()) {
            return PolicyDocument.of(withMfa).json();
        }
        List<String> roles = permissionSets.stream()
                .flatMap(permissionSet -> Stream.of("", "*/")
                        .map(path -> "arn:aws:iam::" + accountId + ":role/aws-reserved/sso.amazonaws.com/" + path
                                + "AWSReservedSSO_" + permissionSet + "_*"))
                .toList();
        return PolicyDocument.of(withMfa, account.when("ArnLike", "aws:PrincipalArn", roles))
                .json();
    }

    /** ARN of the role. */
    String arn() {
        return role.getArn();
    }
}
