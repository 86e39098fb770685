package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerSchedule;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleFlexibleTimeWindow;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTarget;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTargetRetryPolicy;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule_group.SchedulerScheduleGroup;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.stacks.base.Names;
import java.util.Optional;
import software.constructs.Construct;

/**
 * Calls a function over and over, by a role that can call this one function. Calls that fail go to no queue.
 *
 * @param name of the schedule and its group
 * @param description of the schedule
 * @param roleName name of the role
 * @param roleDescription of the role
 * @param periodMinutes between two calls
 * @param input the call's JSON; empty: what EventBridge Scheduler tells of the call
 */
record FunctionSchedule(
        String name,
        String description,
        String roleName,
        String roleDescription,
        int periodMinutes,
        Optional<String> input) {
    private static final int START_AGE_SECONDS = 300;

    /** Makes group, role and schedule in {@code scope}. */
    void create(Construct scope, Names names, LambdaFunction function) {
        SchedulerScheduleGroup group =
                SchedulerScheduleGroup.Builder.create(scope, "group").name(name).build();
        SchedulerSchedule.Builder.create(scope, "schedule")
                .name(name)
                .description(description)
                .groupName(group.getName())
                .state("ENABLED")
                .scheduleExpression("rate(" + periodMinutes + " minutes)")
                .flexibleTimeWindow(SchedulerScheduleFlexibleTimeWindow.builder()
                        .mode("OFF")
                        .build())
                .target(target(function, starter(scope, names, function)))
                .build();
    }

    private IamRole starter(Construct scope, Names names, LambdaFunction function) {
        IamRole starter = IamRole.Builder.create(scope, "starter")
                .name(roleName)
                .description(roleDescription)
                .assumeRolePolicy(PolicyDocument.of(Statement.trust("scheduler.amazonaws.com")
                                .when("StringEquals", "aws:SourceAccount", names.account()))
                        .json())
                .build();
        IamRolePolicy.Builder.create(scope, "start")
                .name("start")
                .role(starter.getName())
                .policy(PolicyDocument.of(
                                Statement.allow("lambda:InvokeFunction").on(function.getArn()))
                        .json())
                .build();
        return starter;
    }

    private SchedulerScheduleTarget target(LambdaFunction function, IamRole starter) {
        SchedulerScheduleTarget.Builder target = SchedulerScheduleTarget.builder()
                .arn(function.getArn())
                .roleArn(starter.getArn())
                .retryPolicy(SchedulerScheduleTargetRetryPolicy.builder()
                        .maximumRetryAttempts(3)
                        .maximumEventAgeInSeconds(START_AGE_SECONDS)
                        .build());
        input.ifPresent(target::input);
        return target.build();
    }
}
