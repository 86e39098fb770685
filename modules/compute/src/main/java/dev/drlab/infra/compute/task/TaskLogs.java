package dev.drlab.infra.compute.task;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import software.constructs.Construct;

/** The log group of one kind of task. */
public final class TaskLogs extends Construct {
    private final CloudwatchLogGroup group;

    /** Makes the log group below {@code scope}. */
    public TaskLogs(Construct scope, String id, TaskLogsProps props) {
        super(scope, id);
        group = CloudwatchLogGroup.Builder.create(this, "group")
                .name(props.name())
                .retentionInDays(props.retentionDays())
                .kmsKeyId(props.kmsKeyArn())
                .build();
    }

    /** The group's name. */
    public String name() {
        return group.getName();
    }

    /** The group's ARN, without the {@code :*} of its streams. */
    public String arn() {
        return group.getArn();
    }
}
