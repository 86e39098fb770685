package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.sfn_state_machine.SfnStateMachine;
import com.hashicorp.cdktf.providers.aws.sfn_state_machine.SfnStateMachineLoggingConfiguration;
import com.hashicorp.cdktf.providers.aws.sfn_state_machine.SfnStateMachineTracingConfiguration;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.lint.DefinitionActions;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * A shipped definition as a state machine of one region: with exactly its bytes, a role with exactly the rights that it
 * needs, a log of every execution with its data, and traces.
 */
final class StateMachine extends Construct {
    private final SfnStateMachine machine;

    StateMachine(Construct scope, Definition definition, Reach reach, int logRetentionDays) {
        super(scope, definition.name());
        Names names = reach.names();
        Role role = reach.role();
        CloudwatchLogGroup log = CloudwatchLogGroup.Builder.create(this, "log")
                .name(names.logGroup(definition.name()))
                .retentionInDays(logRetentionDays)
                .kmsKeyId(reach.keyArn())
                .build();
        IamRole execution = IamRole.Builder.create(this, "role")
                .name(names.global(role, definition.name()))
                .assumeRolePolicy(PolicyDocument.of(Statement.trust("states.amazonaws.com")
                                .when("StringEquals", "aws:SourceAccount", names.account()))
                        .json())
                .build();
        IamRolePolicy rights = IamRolePolicy.Builder.create(this, "rights")
                .name("definition")
                .role(execution.getName())
                .policy(policy(definition, reach))
                .build();
        machine = SfnStateMachine.Builder.create(this, "machine")
                .name(names.shared().stateMachine(definition.name()))
                .type("STANDARD")
                .roleArn(execution.getArn())
                .definition(literal(definition.json()))
                .loggingConfiguration(SfnStateMachineLoggingConfiguration.builder()
                        .level("ALL")
                        .includeExecutionData(true)
                        .logDestination(log.getArn() + ":*")
                        .build())
                .tracingConfiguration(SfnStateMachineTracingConfiguration.builder()
                        .enabled(true)
                        .build())
                .dependsOn(List.of(rights))
                .build();
    }

    /** ARN of the state machine. */
    String arn() {
        return machine.getArn();
    }

    private static String policy(Definition definition, Reach reach) {
        SortedSet<String> actions = DefinitionActions.of(definition);
        return Grant.policy(
                Stream.concat(DefinitionGrants.of(actions, reach).stream(), DependentGrants.of(actions, reach).stream())
                        .toList());
    }

    /**
     * The text with the marks of Terraform templates doubled: Terraform evaluates strings as templates, and the state
     * machine must get the file's bytes.
     */
    private static String literal(String text) {
        return text.replace("${", "$${").replace("%{", "%%{");
    }
}
