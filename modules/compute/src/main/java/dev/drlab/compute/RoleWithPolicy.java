package dev.drlab.compute;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import dev.drlab.infra.common.PolicyDocument;
import software.constructs.Construct;

/** An IAM role with one inline policy of the same name. */
final class RoleWithPolicy {
    private final IamRole role;

    RoleWithPolicy(Construct scope, String name, String description, PolicyDocument trust, PolicyDocument policy) {
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

    String arn() {
        return role.getArn();
    }
}
