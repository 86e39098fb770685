package dev.drlab.compute;

import java.util.List;
import software.constructs.Construct;

/** What Fargate itself may do to start a task: pull its image, read its secrets, write its log. */
public final class ExecutionRole extends Construct {
    private final RoleWithPolicy role;

    /** Makes the role below {@code scope}. */
    public ExecutionRole(Construct scope, String id, ExecutionRoleProps props) {
        super(scope, id);
        Policy policy = new Policy()
                // A token is for the whole registry: the action knows no resource.
                .allowWithoutResource("RegistryToken", List.of("ecr:GetAuthorizationToken"))
                .allow(
                        "PullImages",
                        List.of("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                        props.repositoryArns())
                .allow("ReadSecrets", List.of("secretsmanager:GetSecretValue"), props.secretArns())
                .allow("Decrypt", List.of("kms:Decrypt"), List.of(props.kmsKeyArn()))
                .allow(
                        "WriteLog",
                        List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                        List.of(props.logGroupArn() + ":*"));
        role = new RoleWithPolicy(
                this,
                props.name(),
                "Starts tasks: image, secrets, log",
                props.trust().policy(),
                policy);
    }

    /** The role's ARN. */
    public String arn() {
        return role.arn();
    }
}
