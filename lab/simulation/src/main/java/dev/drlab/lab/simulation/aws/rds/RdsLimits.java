package dev.drlab.lab.simulation.aws.rds;

import java.util.Objects;
import java.util.Optional;

/**
 * The limits of the lab's RDS in a region for new instances.
 *
 * @param subnetGroup the only subnet group
 * @param parameterGroup the only parameter group
 * @param instanceClass the only class on offer
 * @param kmsKeyId the only key that RDS may use
 */
public record RdsLimits(String subnetGroup, String parameterGroup, String instanceClass, String kmsKeyId) {
    /** Nothing may be null. */
    public RdsLimits {
        Objects.requireNonNull(subnetGroup, "subnetGroup");
        Objects.requireNonNull(parameterGroup, "parameterGroup");
        Objects.requireNonNull(instanceClass, "instanceClass");
        Objects.requireNonNull(kmsKeyId, "kmsKeyId");
    }

    /** True where {@code wanted} is given and is another one. */
    static boolean differs(String wanted, String present) {
        return Optional.ofNullable(wanted).filter(name -> !name.equals(present)).isPresent();
    }
}
