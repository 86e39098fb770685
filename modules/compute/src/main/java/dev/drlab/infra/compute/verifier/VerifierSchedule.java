package dev.drlab.infra.compute.verifier;

import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerSchedule;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleFlexibleTimeWindow;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTarget;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTargetDeadLetterConfig;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTargetEcsParameters;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTargetEcsParametersNetworkConfiguration;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule.SchedulerScheduleTargetRetryPolicy;
import com.hashicorp.cdktf.providers.aws.scheduler_schedule_group.SchedulerScheduleGroup;
import com.hashicorp.cdktf.providers.aws.sqs_queue.SqsQueue;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.compute.task.RoleWithPolicy;
import software.constructs.Construct;

/**
 * Starts the verifier as a task, over and over. The role behind it can run this one revision in this one cluster and hand
 * over exactly the task's two roles. Starts that ECS refuses go to a dead-letter queue.
 */
public final class VerifierSchedule extends Construct {
    private static final int QUEUE_RETENTION_SECONDS = 14 * 24 * 3600;
    /** A start that is late by more than this is left to the next one. */
    private static final int START_AGE_SECONDS = 120;

    private final SqsQueue deadLetters;
    private final SchedulerSchedule schedule;
    private final RoleWithPolicy role;

    /** Makes schedule, group, role and queue below {@code scope}. */
    public VerifierSchedule(Construct scope, String id, VerifierScheduleProps props) {
        super(scope, id);
        SchedulerScheduleGroup group = SchedulerScheduleGroup.Builder.create(this, "group")
                .name(props.name())
                .build();
        deadLetters = SqsQueue.Builder.create(this, "dead-letters")
                .name(deadLetterQueue(props.name()))
                .kmsMasterKeyId(props.kmsKeyArn())
                .messageRetentionSeconds(QUEUE_RETENTION_SECONDS)
                .build();
        role = role(props, group.getArn());
        schedule = schedule(props, group.getName());
    }

    private RoleWithPolicy role(VerifierScheduleProps props, String groupArn) {
        PolicyDocument trust = PolicyDocument.of(Statement.trust("scheduler.amazonaws.com")
                .named("Assume")
                .when("StringEquals", "aws:SourceAccount", props.accountId())
                .when("StringEquals", "aws:SourceArn", groupArn));
        PolicyDocument policy = PolicyDocument.of(
                Statement.allow("ecs:RunTask")
                        .named("Run")
                        .on(props.taskDefinitionArn())
                        .when("ArnEquals", "ecs:cluster", props.clusterArn()),
                // Tags at the start are a right of their own (ECS Developer Guide, "Grant permission to tag resources
                // on
                // creation").
                Statement.allow("ecs:TagResource")
                        .named("TagTask")
                        .on("arn:aws:ecs:*:" + props.accountId() + ":task/*")
                        .when("StringEquals", "ecs:CreateAction", "RunTask"),
                Statement.allow("iam:PassRole")
                        .named("PassTaskRoles")
                        .on(props.passedRoleArns())
                        .when("StringEquals", "iam:PassedToService", "ecs-tasks.amazonaws.com"),
                Statement.allow("sqs:SendMessage").named("DeadLetters").on(deadLetters.getArn()),
                Statement.allow("kms:Decrypt", "kms:GenerateDataKey")
                        .named("QueueKey")
                        .on(props.kmsKeyArn()));
        return new RoleWithPolicy(this, props.name() + "-schedule", "Starts the verifier's task", trust, policy);
    }

    private SchedulerSchedule schedule(VerifierScheduleProps props, String groupName) {
        return SchedulerSchedule.Builder.create(this, "schedule")
                .name(props.name())
                .description("Measures replication between the regions")
                .groupName(groupName)
                .state(props.enabled() ? "ENABLED" : "DISABLED")
                .scheduleExpression(rate(props.periodMinutes()))
                .flexibleTimeWindow(SchedulerScheduleFlexibleTimeWindow.builder()
                        .mode("OFF")
                        .build())
                .target(SchedulerScheduleTarget.builder()
                        .arn(props.clusterArn())
                        .roleArn(role.arn())
                        .ecsParameters(task(props))
                        .retryPolicy(SchedulerScheduleTargetRetryPolicy.builder()
                                .maximumRetryAttempts(3)
                                .maximumEventAgeInSeconds(START_AGE_SECONDS)
                                .build())
                        .deadLetterConfig(SchedulerScheduleTargetDeadLetterConfig.builder()
                                .arn(deadLetters.getArn())
                                .build())
                        .build())
                .build();
    }

    private static SchedulerScheduleTargetEcsParameters task(VerifierScheduleProps props) {
        return SchedulerScheduleTargetEcsParameters.builder()
                .taskDefinitionArn(props.taskDefinitionArn())
                .taskCount(1)
                .launchType("FARGATE")
                // Default tags reach the task definition; a task has none by itself, and its hours would have no owner.
                .propagateTags("TASK_DEFINITION")
                .networkConfiguration(SchedulerScheduleTargetEcsParametersNetworkConfiguration.builder()
                        .subnets(props.subnetIds())
                        .securityGroups(props.securityGroupIds())
                        .assignPublicIp(false)
                        .build())
                .build();
    }

    private static String rate(int minutes) {
        return minutes == 1 ? "rate(1 minute)" : "rate(" + minutes + " minutes)";
    }

    /** The schedule's ARN. */
    public String arn() {
        return schedule.getArn();
    }

    /** Name of the queue with the starts that failed, of the schedule of that name. */
    public static String deadLetterQueue(String schedule) {
        return schedule + "-dead-letters";
    }

    /** ARN of the queue with the starts that failed. */
    public String deadLetterQueueArn() {
        return deadLetters.getArn();
    }
}
