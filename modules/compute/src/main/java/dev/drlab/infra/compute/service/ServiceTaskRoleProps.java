package dev.drlab.infra.compute.service;

import dev.drlab.infra.common.Require;
import dev.drlab.infra.compute.task.TaskTrust;

/**
 * @param name of the role, unique in the account: the regions share IAM
 * @param trust where the tasks run
 * @param controlTableArn of this region's control table
 * @param peerControlTableArn of the peer's control table
 * @param appDataBucketArn of this region's bucket for objects
 * @param kmsKeyArn of this region
 * @param peerKmsKeyArn key of the peer's control table
 */
public record ServiceTaskRoleProps(
        String name,
        TaskTrust trust,
        String controlTableArn,
        String peerControlTableArn,
        String appDataBucketArn,
        String kmsKeyArn,
        String peerKmsKeyArn) {
    public ServiceTaskRoleProps {
        Require.text("ServiceTaskRoleProps.name", name);
        Require.text("ServiceTaskRoleProps.controlTableArn", controlTableArn);
        Require.text("ServiceTaskRoleProps.peerControlTableArn", peerControlTableArn);
        Require.text("ServiceTaskRoleProps.appDataBucketArn", appDataBucketArn);
        Require.text("ServiceTaskRoleProps.kmsKeyArn", kmsKeyArn);
        Require.text("ServiceTaskRoleProps.peerKmsKeyArn", peerKmsKeyArn);
        if (controlTableArn.equals(peerControlTableArn)) {
            throw new IllegalArgumentException("ServiceTaskRoleProps.peerControlTableArn is " + peerControlTableArn
                    + "; it must differ from controlTableArn, since a region only reads its peer's record");
        }
    }
}
