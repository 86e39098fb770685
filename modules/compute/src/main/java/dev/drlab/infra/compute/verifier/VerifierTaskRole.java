package dev.drlab.infra.compute.verifier;

import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.compute.task.RoleWithPolicy;
import software.constructs.Construct;

/**
 * The verifier's rights: publish its figures, write its ledger's segments. The databases it reaches by password.
 */
public final class VerifierTaskRole extends Construct {
    private final RoleWithPolicy role;

    /** Makes the role below {@code scope}. */
    public VerifierTaskRole(Construct scope, String id, VerifierTaskRoleProps props) {
        super(scope, id);
        PolicyDocument policy = PolicyDocument.of(
                // The action knows no resource; the namespace bounds it.
                Statement.allow("cloudwatch:PutMetricData")
                        .named("Metrics")
                        .onAnything()
                        .when("StringEquals", "cloudwatch:namespace", props.metricsNamespace()),
                // Written and never read: whoever accounts for a loss reads it, with rights of his own.
                Statement.allow("s3:PutObject")
                        .named("Ledger")
                        .on(props.ledgerBucketArn() + "/" + props.ledgerPrefix() + "*"),
                // Of an object in one part, which a segment is; several would need kms:Decrypt too (Amazon S3 User
                // Guide,
                // "Using server-side encryption with AWS KMS keys").
                Statement.allow("kms:GenerateDataKey").named("Key").on(props.kmsKeyArn()));
        role = new RoleWithPolicy(
                this,
                props.name(),
                "Verifier: metrics and ledger",
                props.trust().policy(),
                policy);
    }

    /** The role's ARN. */
    public String arn() {
        return role.arn();
    }
}
