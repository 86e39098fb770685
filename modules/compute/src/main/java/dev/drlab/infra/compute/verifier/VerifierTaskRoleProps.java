package dev.drlab.infra.compute.verifier;

import dev.drlab.infra.common.Require;
import dev.drlab.infra.compute.task.TaskTrust;

/**
 * @param name of the role, unique in the account: the regions share IAM
 * @param trust where the tasks run
 * @param metricsNamespace the only CloudWatch namespace that the verifier may write to
 * @param ledgerBucketArn of the bucket for ledger segments
 * @param ledgerPrefix of their keys, ends with a slash
 * @param kmsKeyArn key of that bucket
 */
public record VerifierTaskRoleProps(
        String name,
        TaskTrust trust,
        String metricsNamespace,
        String ledgerBucketArn,
        String ledgerPrefix,
        String kmsKeyArn) {
    public VerifierTaskRoleProps {
        Require.text("VerifierTaskRoleProps.name", name);
        Require.text("VerifierTaskRoleProps.metricsNamespace", metricsNamespace);
        Require.text("VerifierTaskRoleProps.ledgerBucketArn", ledgerBucketArn);
        Require.text("VerifierTaskRoleProps.ledgerPrefix", ledgerPrefix);
        if (!ledgerPrefix.endsWith("/")) {
            throw new IllegalArgumentException(
                    "VerifierTaskRoleProps.ledgerPrefix is \"" + ledgerPrefix + "\"; it must end with a slash");
        }
        Require.text("VerifierTaskRoleProps.kmsKeyArn", kmsKeyArn);
    }
}
