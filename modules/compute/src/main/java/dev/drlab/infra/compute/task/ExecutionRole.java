package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import software.constructs.Construct;

/** The rights of Fargate itself, to start a task: pull its image, read its secrets, write its log. */
public final class ExecutionRole extends Construct {
    private final RoleWithPolicy role;

    /** Makes the role below {@code scope}. */
    public ExecutionRole(Construct scope, String id, ExecutionRoleProps props) {
        super(scope, id);
        PolicyDocument policy = PolicyDocument.of(
                // A token is for the whole registry: the action knows no resource.
                Statement.allow("ecr:GetAuthorizationToken")
                        .named("RegistryToken")
                        .onAnything(),
                Statement.allow("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
                        .named("PullImages")
                        .on(props.repositoryArns()),
                Statement.allow("secretsmanager:GetSecretValue")
                        .named("ReadSecrets")
                        .on(props.secretArns()),
                Statement.allow("kms:Decrypt").named("Decrypt").on(props.kmsKeyArn()),
                Statement.allow("logs:CreateLogStream", "logs:PutLogEvents")
                        .named("WriteLog")
                        .on(props.logGroupArn() + ":*"));
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
