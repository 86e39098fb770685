package dev.drlab.compute;

import dev.drlab.contract.authority.ControlTableNames;
import java.util.List;
import software.constructs.Construct;

/**
 * What the service may do: read both authority records, change only its own region's, and keep objects. It can therefore
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
        Policy policy = new Policy()
                .allow(
                        "OwnAuthorityRecord",
                        List.of("dynamodb:GetItem", "dynamodb:UpdateItem"),
                        List.of(props.controlTableArn()))
                .when(EVERY_ONE, ITEMS, List.of(ControlTableNames.AUTHORITY))
                .allow("PeerAuthorityRecord", List.of("dynamodb:GetItem"), List.of(props.peerControlTableArn()))
                .when(EVERY_ONE, ITEMS, List.of(ControlTableNames.AUTHORITY))
                .allow("Objects", List.of("s3:GetObject", "s3:PutObject"), List.of(props.appDataBucketArn() + "/*"))
                // Without it S3 answers 403, not 404, for an object that is not there.
                .allow("MissingObjects", List.of("s3:ListBucket"), List.of(props.appDataBucketArn()))
                .allow("OwnKey", List.of("kms:Decrypt", "kms:GenerateDataKey"), List.of(props.kmsKeyArn()))
                // DynamoDB asks for the caller's right to the table's key.
                .allow("PeerKey", List.of("kms:Decrypt"), List.of(props.peerKmsKeyArn()));
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
