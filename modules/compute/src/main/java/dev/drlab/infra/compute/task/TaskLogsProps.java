package dev.drlab.infra.compute.task;

import dev.drlab.infra.common.LogRetention;
import dev.drlab.infra.common.Require;

/**
 * @param name of the log group, for example {@code /drlab/service}
 * @param retentionDays one of CloudWatch Logs' retentions
 * @param kmsKeyArn key of the group; its policy must admit the region's CloudWatch Logs
 */
public record TaskLogsProps(String name, int retentionDays, String kmsKeyArn) {
    public TaskLogsProps {
        Require.text("TaskLogsProps.name", name);
        Require.oneOf("TaskLogsProps.retentionDays", retentionDays, LogRetention.DAYS);
        Require.text("TaskLogsProps.kmsKeyArn", kmsKeyArn);
    }
}
