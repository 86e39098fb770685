package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.Require;
import java.util.List;

/**
 * @param name of the role, unique in the account: the regions share IAM
 * @param trust where the tasks run
 * @param repositoryArns of the images
 * @param secretArns of the secrets that become environment variables
 * @param logGroupArn of the task's log group
 * @param kmsKeyArn key of the secrets and the images, in this region
 */
public record ExecutionRoleProps(
        String name,
        TaskTrust trust,
        List<String> repositoryArns,
        List<String> secretArns,
        String logGroupArn,
        String kmsKeyArn) {
    public ExecutionRoleProps {
        Require.text("ExecutionRoleProps.name", name);
        repositoryArns = Require.singles("ExecutionRoleProps.repositoryArns", repositoryArns);
        secretArns = Require.singles("ExecutionRoleProps.secretArns", secretArns);
        Require.text("ExecutionRoleProps.logGroupArn", logGroupArn);
        Require.text("ExecutionRoleProps.kmsKeyArn", kmsKeyArn);
    }
}
