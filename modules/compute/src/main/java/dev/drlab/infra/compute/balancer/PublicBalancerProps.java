package dev.drlab.infra.compute.balancer;

import dev.drlab.infra.common.Require;
import java.util.List;
import java.util.Optional;

/**
 * @param name of the balancer and, with an ending, of its target groups; 1 to 25 characters
 * @param vpcId where the targets are
 * @param subnetIds public subnets, or one list token of them
 * @param securityGroupIds of the balancer
 * @param certificateArn of the listener; empty: HTTP only
 * @param accessLogsBucket name of a bucket in this region; S3-managed keys only, access logs know no other encryption
 * @param accessLogsPrefix of their keys, without a slash at the end
 * @param targetPort that the tasks listen on, 1 to 65535
 */
public record PublicBalancerProps(
        String name,
        String vpcId,
        List<String> subnetIds,
        List<String> securityGroupIds,
        Optional<String> certificateArn,
        String accessLogsBucket,
        String accessLogsPrefix,
        int targetPort) {
    public PublicBalancerProps {
        if (Require.text("PublicBalancerProps.name", name).length() > 25) {
            throw new IllegalArgumentException(
                    "PublicBalancerProps.name is \"" + name + "\"; it must have at most 25 characters");
        }
        Require.text("PublicBalancerProps.vpcId", vpcId);
        subnetIds = Require.texts("PublicBalancerProps.subnetIds", 1, subnetIds);
        securityGroupIds = Require.texts("PublicBalancerProps.securityGroupIds", 1, securityGroupIds);
        certificateArn.ifPresent(arn -> Require.text("PublicBalancerProps.certificateArn", arn));
        Require.text("PublicBalancerProps.accessLogsBucket", accessLogsBucket);
        Require.text("PublicBalancerProps.accessLogsPrefix", accessLogsPrefix);
        Require.between("PublicBalancerProps.targetPort", targetPort, 1, 65_535);
    }
}
