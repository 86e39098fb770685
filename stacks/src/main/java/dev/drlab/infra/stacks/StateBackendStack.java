package dev.drlab.infra.stacks;

import dev.drlab.infra.stacks.base.Deployment;
import dev.drlab.infra.stacks.base.DrlabStack;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.infra.stacks.orchestration.PlanRole;
import dev.drlab.infra.statebackend.StateBucket;
import dev.drlab.infra.statebackend.StateBucketProps;

/**
 * {@code PrimaryStateBackendStack} and {@code SecondaryStateBackendStack}: the storage of the Terraform state of a
 * region's stacks.
 */
final class StateBackendStack extends DrlabStack {
    private static final int NONCURRENT_DAYS = 90;

    StateBackendStack(Deployment deployment, Role role) {
        super(deployment, role.title() + "StateBackendStack", role);
        StateBucket state = new StateBucket(
                this,
                "state",
                new StateBucketProps(
                        names().bucket(role, "tfstate"),
                        names().stateKeyAlias(),
                        "aws",
                        config().accountId(),
                        NONCURRENT_DAYS));
        if (role == Role.PRIMARY) {
            config().githubRepository().ifPresent(repository -> {
                PlanRole plans = new PlanRole(this, names(), repository);
                output("planRole", plans.arn(), "Assumed by the pull requests of " + repository + " to plan");
            });
        }
        output("stateBucket", state.name(), "Where the region's stacks keep their state");
    }
}
