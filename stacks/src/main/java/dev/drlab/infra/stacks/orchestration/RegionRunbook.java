package dev.drlab.infra.stacks.orchestration;

import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.LabConfig;
import dev.drlab.infra.stacks.config.Role;
import java.nio.charset.StandardCharsets;

/** A region's runbook on AWS: its names, its configuration, and the times of {@link RunbookField}. */
public final class RegionRunbook {
    /**
     * Bytes that the references (address, key, security group) may add once Terraform resolves them: at synthesis they
     * are short tokens.
     */
    private static final int REFERENCE_BYTES = 512;

    private RegionRunbook() {}

    /**
     * A region's runbook as JSON.
     *
     * @param publicUrl URL by which clients reach the service: the public name, or the region's balancer without a
     *     domain
     * @param replica attributes with which reprotect rebuilds the database
     * @return JSON
     * @throws IllegalStateException if it might be too large for a parameter
     */
    public static String json(LabConfig config, Role role, String publicUrl, ReplicaSettings replica) {
        Names names = Names.of(config);
        Runbook.Builder runbook = Runbook.builder()
                .text(RunbookField.REGION, config.region(role))
                .text(RunbookField.PEER_REGION, config.region(role.peer()))
                .text(RunbookField.AGENT_FUNCTION, names.shared().agentFunction())
                .text(RunbookField.DB_INSTANCE, names.databaseIdentifier(role))
                .text(RunbookField.PEER_DB_INSTANCE, names.databaseIdentifier(role.peer()))
                .text(RunbookField.PEER_DB_INSTANCE_ARN, names.databaseArn(role.peer()))
                .text(RunbookField.ECS_CLUSTER, names.cluster())
                .text(RunbookField.ECS_SERVICE, names.service())
                .number(RunbookField.DESIRED_TASKS, config.service().activeTasks())
                .number(RunbookField.STANDBY_TASKS, config.service().warmStandbyTasks())
                .number(RunbookField.MAX_TASKS, config.service().maxTasks())
                .text(RunbookField.WRITER_POINTER, names.writerPointer())
                .text(RunbookField.PUBLIC_URL, publicUrl)
                .text(RunbookField.TOPIC_ARN, names.topicArn(role))
                .text(RunbookField.METRICS_NAMESPACE, names.metricsNamespace())
                .number(RunbookField.RPO_TARGET_SECONDS, config.targets().rpoSeconds())
                .defaultsOnAws()
                .object(RunbookField.REPLICA, replica.json())
                .object(
                        RunbookField.REPLICA_SETTINGS,
                        replica.settings(RunbookField.BACKUP_RETENTION_DAYS.numberOnAws()));
        config.database().unfencedRoles().forEach(runbook::unfenced);
        String json = runbook.build().json();
        int bytes = json.getBytes(StandardCharsets.UTF_8).length + REFERENCE_BYTES;
        if (bytes > Runbook.LIMIT_BYTES) {
            throw new IllegalStateException("the runbook of " + config.region(role) + " may take " + bytes
                    + " bytes; at most " + Runbook.LIMIT_BYTES);
        }
        return json;
    }
}
