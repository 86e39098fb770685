package dev.drlab.infra.stacks;

import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.project.ResourceNames;
import dev.drlab.infra.compute.service.Cluster;
import dev.drlab.infra.compute.task.ExecutionRole;
import dev.drlab.infra.compute.task.ExecutionRoleProps;
import dev.drlab.infra.compute.task.FargateTask;
import dev.drlab.infra.compute.task.FargateTaskProps;
import dev.drlab.infra.compute.task.SecretKey;
import dev.drlab.infra.compute.task.TaskLogs;
import dev.drlab.infra.compute.task.TaskLogsProps;
import dev.drlab.infra.compute.task.TaskTrust;
import dev.drlab.infra.compute.verifier.VerifierSchedule;
import dev.drlab.infra.compute.verifier.VerifierScheduleProps;
import dev.drlab.infra.compute.verifier.VerifierTaskRole;
import dev.drlab.infra.compute.verifier.VerifierTaskRoleProps;
import dev.drlab.infra.stacks.base.Fact;
import dev.drlab.infra.stacks.base.Facts;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The verifier as a scheduled task of the secondary region, near the replica that it reads. */
final class VerifierTask extends Construct {
    /** Minutes between the starts of two runs. */
    static final int PERIOD_MINUTES = 5;

    private static final Role ROLE = Role.SECONDARY;
    /**
     * Seconds of a run, one minute less than the period: the task needs time to start and to report before the next
     * run.
     */
    private static final int RUN_SECONDS = 60 * (PERIOD_MINUTES - 1);

    /**
     * The smallest Fargate task. It runs almost always, so its size decides its cost. At 100 canaries a second, five
     * times the rate here, the verifier takes 4 % of a core.
     */
    private static final int CPU_UNITS = 256;

    private static final int MEMORY_MIB = 512;

    VerifierTask(Construct scope, LabConfig config, Facts facts, Cluster cluster, int logDays) {
        super(scope, "verifier");
        Names names = Names.of(config);
        String keyArn = facts.read(ROLE, Fact.KEY_ARN);
        String secretArn = facts.read(ROLE, Fact.DATABASE_SECRET_ARN);
        TaskTrust trust = new TaskTrust(config.accountId(), names.region(ROLE));
        TaskLogs logs = new TaskLogs(this, "logs", new TaskLogsProps(names.logGroup("verifier"), logDays, keyArn));
        ExecutionRole execution = new ExecutionRole(
                this,
                "start",
                new ExecutionRoleProps(
                        names.global(ROLE, "verifier-start"),
                        trust,
                        List.of(names.repositoryArn(ROLE, "verifier")),
                        List.of(secretArn),
                        names.logGroupArn(ROLE, "verifier"),
                        keyArn));
        VerifierTaskRole role = new VerifierTaskRole(
                this,
                "role",
                new VerifierTaskRoleProps(
                        names.global(ROLE, "verifier"),
                        trust,
                        names.metricsNamespace(),
                        names.bucketArn(ROLE, "app-data"),
                        ResourceNames.LEDGER_PREFIX,
                        keyArn));
        FargateTask task = new FargateTask(
                this,
                "task",
                FargateTaskProps.builder(names.shared().verifier(), names.image(ROLE, "verifier", config.service()))
                        .size(CPU_UNITS, MEMORY_MIB)
                        .environment(environment(config, names, facts))
                        .secrets(Map.of(
                                Variables.DB_WRITER_PASSWORD, SecretKey.of(secretArn, "writerPassword"),
                                Variables.DB_READER_PASSWORD, SecretKey.of(secretArn, "readerPassword")))
                        .roles(execution.arn(), role.arn())
                        .logs(logs.name(), names.region(ROLE))
                        .build());
        new VerifierSchedule(
                this,
                "schedule",
                new VerifierScheduleProps(
                        schedule(names),
                        config.canaryEnabled(),
                        PERIOD_MINUTES,
                        config.accountId(),
                        cluster.arn(),
                        task.arn(),
                        List.of(execution.arn(), role.arn()),
                        facts.readList(ROLE, Fact.PRIVATE_SUBNETS),
                        List.of(facts.read(ROLE, Fact.VERIFIER_SECURITY_GROUP)),
                        keyArn));
    }

    /** Name of the dead-letter queue for starts that failed. */
    static String deadLetterQueue(Names names) {
        return VerifierSchedule.deadLetterQueue(schedule(names));
    }

    private static String schedule(Names names) {
        return names.shared().verifier();
    }

    private static Map<String, String> environment(LabConfig config, Names names, Facts facts) {
        return Map.ofEntries(
                Map.entry(Variables.REGION, names.region(ROLE)),
                Map.entry(Variables.PEER_REGION, names.region(ROLE.peer())),
                Map.entry(Variables.PROJECT, names.project()),
                Map.entry(Variables.DB_URL, names.databaseUrl(facts.read(ROLE, Fact.DATABASE_HOST))),
                Map.entry(Variables.PEER_DB_URL, names.databaseUrl(facts.read(ROLE.peer(), Fact.DATABASE_HOST))),
                Map.entry(
                        Variables.TARGET_RPO_SECONDS,
                        Integer.toString(config.targets().rpoSeconds())),
                Map.entry(Variables.DURATION_SECONDS, Integer.toString(RUN_SECONDS)),
                Map.entry(Variables.METRICS_NAMESPACE, names.metricsNamespace()),
                Map.entry(Variables.LEDGER_BUCKET, names.bucket(ROLE, "app-data")),
                Map.entry(Variables.LEDGER_PREFIX, ResourceNames.LEDGER_PREFIX));
    }
}
