package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Require;
import dev.drlab.infra.common.Statement;

/**
 * Who may hand a role to a task: ECS, for this account and region only. Source: Amazon ECS Developer Guide, "Amazon ECS task
 * IAM role", on the confused deputy.
 *
 * @param accountId the account, or a token of it
 * @param region region code, for example {@code us-west-2}
 */
public record TaskTrust(String accountId, String region) {
    public TaskTrust {
        Require.text("TaskTrust.accountId", accountId);
        Require.text("TaskTrust.region", region);
    }

    /** The trust policy of such a role. */
    public PolicyDocument policy() {
        return PolicyDocument.of(Statement.trust("ecs-tasks.amazonaws.com")
                .named("Assume")
                .when("StringEquals", "aws:SourceAccount", accountId)
                .when("ArnLike", "aws:SourceArn", "arn:aws:ecs:" + region + ":" + accountId + ":*"));
    }
}
