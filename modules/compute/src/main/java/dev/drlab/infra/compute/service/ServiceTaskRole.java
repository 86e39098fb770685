package dev.drlab.infra.compute.service;

import dev.drlab.contract.authority.ControlTableNames;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.compute.task.RoleWithPolicy;
import software.constructs.Construct;

/**
 * The service's rights: read both authority records, change only its own region's, and keep objects. It can therefore
 * never take authority from its peer. Of the control tables it reaches the record's item and no other, so it can take or
 * break no lock (DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control").
 */
public final class ServiceTaskRole extends Construct {
    private static final String ITEMS = "dynamodb:LeadingKeys";
    private static final String EVERY_ONE = "ForAllValues:StringEquals";

    private final RoleWithPolicy role;

    /** Makes the role below {@code scope}. */
    public ServiceTaskRole(Construct scope, String id, ServiceTaskRoleProps props) {
        super(scope, id);
        PolicyDocument policy = PolicyDocument.of(
                Statement.allow("dynamodb:GetItem", "dynamodb:UpdateItem")
                        .named("OwnAuthorityRecord")
                        .on(props.controlTableArn())
                        .when(EVERY_ONE, ITEMS, ControlTableNames.AUTHORITY),
                Statement.allow("dynamodb:GetItem")
                        .named("PeerAuthorityRecord")
                        .on(props.peerControlTableArn())
                        .when(EVERY_ONE, ITEMS, ControlTableNames.AUTHORITY),
                Statement.allow("s3:GetObject", "s3:PutObject").named("Objects").on(props.appDataBucketArn() + "/*"),
                // Without it S3 answers 403, not 404, for an object that is not there.
                Statement.allow("s3:ListBucket").named("MissingObjects").on(props.appDataBucketArn()),
                Statement.allow("kms:Decrypt", "kms:GenerateDataKey")
                        .named("OwnKey")
                        .on(props.kmsKeyArn()),
                // DynamoDB asks for the caller's right to the table's key.
                Statement.allow("kms:Decrypt").named("PeerKey").on(props.peerKmsKeyArn()));
        role = new RoleWithPolicy(
                this,
                props.name(),
                "Service: authority records and objects",
                props.trust().policy(),
                policy);
    }

    /** The role's ARN. */
    public String arn() {
        return role.arn();
    }
}
