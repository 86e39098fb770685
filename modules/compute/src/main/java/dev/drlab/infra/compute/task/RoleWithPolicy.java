package dev.drlab.infra.compute.task;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import software.constructs.Construct;

/** An IAM role with one inline policy of the same name. */
public final class RoleWithPolicy {
    private final IamRole role;

    /** Makes the role below {@code scope}; {@code trust} says who may assume it, {@code policy} what it may do. */
    public RoleWithPolicy(
            Construct scope, String name, String description, PolicyDocument trust, PolicyDocument policy) {
        role = IamRole.Builder.create(scope, "role")
                .name(name)
                .description(description)
                .assumeRolePolicy(trust.json())
                .build();
        IamRolePolicy.Builder.create(scope, "policy")
                .name(name)
                .role(role.getName())
                .policy(policy.json())
                .build();
    }

    /** The role's ARN. */
    public String arn() {
        return role.getArn();
    }
}
