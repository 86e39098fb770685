package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.observability.Metric;
import dev.drlab.infra.observability.Term;
import java.util.List;
import software.constructs.Construct;

/**
 * The alarms on what one region's failover needs when it needs it: the state machines, the agent, the snapshots. Sources:
 * AWS Step Functions Developer Guide, "Monitoring Step Functions metrics using CloudWatch"; AWS Lambda Developer Guide,
 * "Types of metrics for Lambda functions"; AWS Backup Developer Guide, "AWS Backup metrics with CloudWatch".
 */
public final class MachineryAlarms extends AlarmGroup {
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    /**
     * Of a sum with FILL, the newest value is the filling until late metrics are there. An alarm on the newest period alone
     * would never see them. Source: Amazon CloudWatch User Guide, "Using math expressions with CloudWatch metrics", FILL.
     */
    private static final int MINUTES_UNTIL_REPORTED = 5;

    /** Makes the alarms below {@code scope}. */
    public MachineryAlarms(Construct scope, String id, MachineryAlarmsProps props) {
        super(scope, id, props.place());
        props.stateMachineArns().forEach((verb, arn) -> executions(props, verb, arn));
        agent(props);
        backups(props);
    }

    /** A refusal counts: somebody wanted the region to do something, and it did not. */
    private void executions(MachineryAlarmsProps props, String verb, String arn) {
        String region = props.place().region();
        alarm(
                new Rule(
                        verb + "-failed",
                        "An execution of " + verb + " failed, timed out or was aborted: look at it, and run the same"
                                + " command again or follow its message.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        MINUTES_UNTIL_REPORTED,
                        1,
                        Missing.NOT_BREACHING),
                "FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)",
                List.of(
                        new Term("failed", Metric.stateMachine(region, arn, "ExecutionsFailed"), "Sum"),
                        new Term("timedOut", Metric.stateMachine(region, arn, "ExecutionsTimedOut"), "Sum"),
                        new Term("aborted", Metric.stateMachine(region, arn, "ExecutionsAborted"), "Sum")));
    }

    private void agent(MachineryAlarmsProps props) {
        String region = props.place().region();
        alarm(
                new Rule(
                        "agent-errors",
                        "The agent ended calls with an error, 3 minutes in a row: more than a reading that is repeated.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        3,
                        Missing.NOT_BREACHING),
                Metric.function(region, props.agentFunctionName(), "Errors"),
                "Sum");
        alarm(
                new Rule(
                        "agent-throttled",
                        "Lambda refused to run the agent: the account's concurrency in the region is used up.",
                        Rule.ABOVE,
                        0,
                        MINUTE,
                        1,
                        Missing.NOT_BREACHING),
                Metric.function(region, props.agentFunctionName(), "Throttles"),
                "Sum");
    }

    private void backups(MachineryAlarmsProps props) {
        alarm(
                new Rule(
                        "backup-failed",
                        "AWS Backup could not take a snapshot.",
                        Rule.ABOVE,
                        0,
                        HOUR,
                        1,
                        Missing.NOT_BREACHING),
                Metric.vault(props.place().region(), props.backupVaultName(), "NumberOfBackupJobsFailed"),
                "Sum");
    }
}
