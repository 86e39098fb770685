package dev.drlab.lab.simulation.aws.rds;

import dev.drlab.lab.simulation.aws.call.ServiceErrors;
import dev.drlab.refusals.Refused;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;

/** RDS's refusals as the SDK throws them. */
final class RdsErrors {
    private RdsErrors() {}

    /** The exception that the SDK makes of the answer; its general one for a code that RDS does not model. */
    static RuntimeException of(Refused refused) {
        String code = refused.refusal().code();
        return ServiceErrors.fill(builder(code), "Rds", refused.refusal().status(), code, refused.message())
                .build();
    }

    private static RdsException.Builder builder(String code) {
        return switch (code) {
            case "DBInstanceNotFound" -> DbInstanceNotFoundException.builder();
            case "DBInstanceAlreadyExists" -> DbInstanceAlreadyExistsException.builder();
            case "DBSnapshotNotFound" -> DbSnapshotNotFoundException.builder();
            case "DBSnapshotAlreadyExists" -> DbSnapshotAlreadyExistsException.builder();
            case "DBSubnetGroupNotFoundFault" -> DbSubnetGroupNotFoundException.builder();
            case "DBParameterGroupNotFound" -> DbParameterGroupNotFoundException.builder();
            case "KMSKeyNotAccessibleFault" -> KmsKeyNotAccessibleException.builder();
            case "InvalidDBInstanceState" -> InvalidDbInstanceStateException.builder();
            default -> (RdsException.Builder) RdsException.builder();
        };
    }
}
