package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.ssm_parameter.SsmParameter;
import dev.drlab.infra.observability.notification.AlarmTopic;
import dev.drlab.infra.observability.notification.AlarmTopicProps;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import dev.drlab.statemachine.Definition;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The orchestration of one region, which moves the service to it or from it. It has the shipped definitions as state
 * machines, the runbook that they read, the agent that they call, the topic that they notify, and the role that may
 * start them.
 */
public final class Orchestration extends Construct {
    private static final int LOG_RETENTION_DAYS = 365;
    private static final int READINESS_LOG_DAYS = 90;

    /** One readiness job checks both regions. Like the verifier it must not depend on the primary. */
    private static final Role READINESS = Role.SECONDARY;

    private final SortedMap<String, StateMachine> machines = new TreeMap<>();
    private final OperatorRole operator;

    /** Makes the orchestration of the region that has the role. */
    public Orchestration(Construct scope, String id, Names names, Role role, OrchestrationProps props) {
        super(scope, id);
        Reach reach = new Reach(names, role, props.keyArn(), props.agent().peerKeyArn());
        topic(names, props);
        SsmParameter.Builder.create(this, "runbook")
                .name(Names.RUNBOOK_PARAMETER)
                .description("What drlab's state machines do here, and to what")
                .type("String")
                .insecureValue(props.runbook())
                .build();
        boolean reprotects = props.definitions().stream().anyMatch(d -> d.name().equals("reprotect"));
        new AgentFunction(this, reach, props.agent(), reprotects, LOG_RETENTION_DAYS);
        for (Definition definition : props.definitions()) {
            machines.put(definition.name(), new StateMachine(this, definition, reach, LOG_RETENTION_DAYS));
        }
        if (role == READINESS) {
            new ReadinessJob(this, names, role, props, READINESS_LOG_DAYS);
        }
        operator = new OperatorRole(this, names, role, List.copyOf(machines.keySet()), props.operatorPermissionSets());
    }

    /** ARNs of the state machines by verb. */
    public SortedMap<String, String> stateMachineArns() {
        SortedMap<String, String> arns = new TreeMap<>();
        machines.forEach((verb, machine) -> arns.put(verb, machine.arn()));
        return arns;
    }

    /** ARN of the role that may start the state machines. */
    public String operatorRoleArn() {
        return operator.arn();
    }

    private void topic(Names names, OrchestrationProps props) {
        new AlarmTopic(
                this,
                "topic",
                new AlarmTopicProps(
                        names.topic(), names.account(), props.alarmEmail(), Optional.of(props.keyArn()), null));
    }
}
