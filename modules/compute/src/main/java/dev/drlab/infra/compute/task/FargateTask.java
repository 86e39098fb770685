package dev.drlab.infra.compute.task;

import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinition;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionRuntimePlatform;
import com.hashicorp.cdktf.providers.aws.ecs_task_definition.EcsTaskDefinitionVolume;
import java.util.List;
import software.constructs.Construct;

/**
 * A task definition with one container. Terraform owns its revisions: a new image tag is a new revision, and the revision
 * before it stays registered, so that a deployment that fails can be rolled back to it.
 */
public final class FargateTask extends Construct {
    private final EcsTaskDefinition definition;
    private final FargateTaskProps props;

    /** Makes the task definition below {@code scope}. */
    public FargateTask(Construct scope, String id, FargateTaskProps props) {
        super(scope, id);
        this.props = props;
        definition = EcsTaskDefinition.Builder.create(this, "definition")
                .family(props.family())
                .requiresCompatibilities(List.of("FARGATE"))
                .networkMode("awsvpc")
                .cpu(Integer.toString(props.cpuUnits()))
                .memory(Integer.toString(props.memoryMib()))
                .runtimePlatform(EcsTaskDefinitionRuntimePlatform.builder()
                        .operatingSystemFamily("LINUX")
                        .cpuArchitecture(props.architecture())
                        .build())
                .executionRoleArn(props.executionRoleArn())
                .taskRoleArn(props.taskRoleArn())
                .containerDefinitions(ContainerDefinition.of(props).toString())
                // Of the task's own storage: gone with it. A Fargate bind mount belongs to root unless the image has
                // the
                // path as a VOLUME (Amazon ECS Developer Guide, "Use bind mounts with Amazon ECS").
                .volume(List.of(EcsTaskDefinitionVolume.builder()
                        .name(ContainerDefinition.SCRATCH_VOLUME)
                        .build()))
                .skipDestroy(true)
                .build();
    }

    /** ARN of the revision. */
    public String arn() {
        return definition.getArn();
    }

    /** Name of the container. */
    public String containerName() {
        return props.family();
    }

    /** The port that the container listens on; 0: none. */
    public int port() {
        return props.port();
    }
}
