package dev.drlab.infra.compute;

import com.hashicorp.cdktf.TerraformStack;
import dev.drlab.infra.compute.balancer.PublicBalancer;
import dev.drlab.infra.compute.balancer.PublicBalancerProps;
import dev.drlab.infra.compute.service.Cluster;
import dev.drlab.infra.compute.service.ClusterProps;
import dev.drlab.infra.compute.service.FargateService;
import dev.drlab.infra.compute.service.FargateServiceProps;
import dev.drlab.infra.compute.service.ServiceScaling;
import dev.drlab.infra.compute.service.ServiceScalingProps;
import dev.drlab.infra.compute.service.ServiceSettings;
import dev.drlab.infra.compute.service.ServiceTaskRole;
import dev.drlab.infra.compute.service.ServiceTaskRoleProps;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A region's compute, wired as the stacks wire it. */
final class Example {
    static final String KEY = "arn:aws:kms:us-west-2:111122223333:key/mrk-1";
    static final String PEER_KEY = "arn:aws:kms:ap-southeast-2:111122223333:key/mrk-1";
    static final String TABLE = "arn:aws:dynamodb:us-west-2:111122223333:table/drlab-control";
    static final String PEER_TABLE = "arn:aws:dynamodb:ap-southeast-2:111122223333:table/drlab-control";
    static final String SECRET = "arn:aws:secretsmanager:us-west-2:111122223333:secret:drlab/database-AbCdEf";
    static final String REPOSITORY = "arn:aws:ecr:us-west-2:111122223333:repository/drlab/service";
    static final String VERIFIER_REPOSITORY = "arn:aws:ecr:us-west-2:111122223333:repository/drlab/verifier";
    static final String BUCKET = "arn:aws:s3:::drlab-111122223333-us-west-2-app-data";
    static final TaskTrust TRUST = new TaskTrust("111122223333", "us-west-2");

    private static final List<String> SUBNETS = List.of("subnet-1", "subnet-2");
    private static final List<String> GROUPS = List.of("sg-1");

    private Example() {}

    static void region(TerraformStack stack, Optional<String> certificate, boolean canaryEnabled) {
        Cluster cluster = new Cluster(stack, "cluster", new ClusterProps("drlab", 30, KEY));
        PublicBalancer balancer = new PublicBalancer(
                stack,
                "balancer",
                new PublicBalancerProps(
                        "drlab",
                        "vpc-1",
                        SUBNETS,
                        GROUPS,
                        certificate,
                        "drlab-111122223333-us-west-2-logs",
                        "balancer",
                        8080));
        service(stack, cluster, balancer);
        verifier(stack, cluster, canaryEnabled);
    }

    private static void service(TerraformStack stack, Cluster cluster, PublicBalancer balancer) {
        ServiceSettings settings = new ServiceSettings(
                "us-west-2",
                "ap-southeast-2",
                8080,
                "jdbc:postgresql://drlab-us-west-2.x.us-west-2.rds.amazonaws.com:5432/drlab",
                "drlab-control",
                "https://ap-southeast-2.example.org",
                SECRET,
                Map.of("DRLAB_POOL_SIZE", "20"));
        TaskLogs logs = new TaskLogs(stack, "service-logs", new TaskLogsProps("/drlab/service", 30, KEY));
        ExecutionRole execution = new ExecutionRole(
                stack,
                "service-execution",
                new ExecutionRoleProps(
                        "drlab-us-west-2-service-execution",
                        TRUST,
                        List.of(REPOSITORY),
                        List.of(SECRET),
                        logs.arn(),
                        KEY));
        ServiceTaskRole role = new ServiceTaskRole(
                stack,
                "service-role",
                new ServiceTaskRoleProps("drlab-us-west-2-service", TRUST, TABLE, PEER_TABLE, BUCKET, KEY, PEER_KEY));
        FargateTask task = new FargateTask(
                stack,
                "service-task",
                FargateTaskProps.builder("drlab-service", "registry.example.org/drlab/service:1")
                        .port(settings.port())
                        .environment(settings.environment())
                        .secrets(settings.secrets())
                        .roles(execution.arn(), role.arn())
                        .logs(logs.name(), "us-west-2")
                        .build());
        FargateService service = new FargateService(
                stack,
                "service",
                new FargateServiceProps(
                        "drlab-service",
                        cluster.arn(),
                        task.arn(),
                        task.containerName(),
                        task.port(),
                        balancer.targetGroupArns(),
                        SUBNETS,
                        GROUPS,
                        1,
                        60,
                        balancer.forwards()));
        new ServiceScaling(stack, "scaling", new ServiceScalingProps(cluster.name(), service.name(), 1, 4, 60));
    }

    private static void verifier(TerraformStack stack, Cluster cluster, boolean enabled) {
        TaskLogs logs = new TaskLogs(stack, "verifier-logs", new TaskLogsProps("/drlab/verifier", 30, KEY));
        ExecutionRole execution = new ExecutionRole(
                stack,
                "verifier-execution",
                new ExecutionRoleProps(
                        "drlab-verifier-execution",
                        TRUST,
                        List.of(VERIFIER_REPOSITORY),
                        List.of(SECRET),
                        logs.arn(),
                        KEY));
        VerifierTaskRole role = new VerifierTaskRole(
                stack,
                "verifier-role",
                new VerifierTaskRoleProps("drlab-verifier", TRUST, "drlab", BUCKET, "ledger/", KEY));
        FargateTask task = new FargateTask(
                stack,
                "verifier-task",
                FargateTaskProps.builder("drlab-verifier", "registry.example.org/drlab/verifier:1")
                        .environment(Map.of("DRLAB_PROJECT", "drlab"))
                        .secrets(Map.of("PGPASSWORD", SecretKey.of(SECRET, "writerPassword")))
                        .roles(execution.arn(), role.arn())
                        .logs(logs.name(), "us-west-2")
                        .build());
        new VerifierSchedule(
                stack,
                "verifier",
                new VerifierScheduleProps(
                        "drlab-verifier",
                        enabled,
                        5,
                        "111122223333",
                        cluster.arn(),
                        task.arn(),
                        List.of(execution.arn(), role.arn()),
                        SUBNETS,
                        GROUPS,
                        KEY));
    }
}
