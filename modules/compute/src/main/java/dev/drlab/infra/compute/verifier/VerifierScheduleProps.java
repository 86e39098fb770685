package dev.drlab.infra.compute.verifier;

import dev.drlab.infra.common.Require;
import java.util.List;

/**
 * @param name of the schedule, its group, its role and its dead-letter queue
 * @param enabled whether it runs; a disabled schedule stays in place
 * @param periodMinutes between the starts of two runs, 1 to 1440
 * @param accountId of the account
 * @param clusterArn where the task runs
 * @param taskDefinitionArn of the verifier
 * @param passedRoleArns the task's execution and task role
 * @param subnetIds private subnets, or one list token of them
 * @param securityGroupIds of the task
 * @param kmsKeyArn key of the dead-letter queue
 */
public record VerifierScheduleProps(
        String name,
        boolean enabled,
        int periodMinutes,
        String accountId,
        String clusterArn,
        String taskDefinitionArn,
        List<String> passedRoleArns,
        List<String> subnetIds,
        List<String> securityGroupIds,
        String kmsKeyArn) {
    public VerifierScheduleProps {
        Require.text("VerifierScheduleProps.name", name);
        Require.between("VerifierScheduleProps.periodMinutes", periodMinutes, 1, 1440);
        Require.text("VerifierScheduleProps.accountId", accountId);
        Require.text("VerifierScheduleProps.clusterArn", clusterArn);
        Require.text("VerifierScheduleProps.taskDefinitionArn", taskDefinitionArn);
        passedRoleArns = Require.singles("VerifierScheduleProps.passedRoleArns", passedRoleArns);
        subnetIds = Require.texts("VerifierScheduleProps.subnetIds", 1, subnetIds);
        securityGroupIds = Require.texts("VerifierScheduleProps.securityGroupIds", 1, securityGroupIds);
        Require.text("VerifierScheduleProps.kmsKeyArn", kmsKeyArn);
    }
}
