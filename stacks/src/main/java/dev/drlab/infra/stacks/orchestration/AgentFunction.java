package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The region's agent: a function in the private subnets, from which it reaches both databases and both control tables.
 * The state machines call its newest code, so it has no versions.
 */
final class AgentFunction extends Construct {
    private static final String HANDLER = "dev.drlab.agent.lambda.LambdaHandler";
    /** Seconds. The longest task timeout for one call of the agent in a definition is 600 s. */
    private static final int TIMEOUT_SECONDS = 660;
    /**
     * A day. Lambda takes the network from a function that is idle for weeks; the next call fails, and a move would wait about a
     * minute. Source: AWS Lambda Developer Guide, "Lambda function states".
     */
    private static final int CALL_PERIOD_MINUTES = 24 * 60;

    AgentFunction(Construct scope, Reach reach, AgentSettings settings, boolean reprotects, int logRetentionDays) {
        super(scope, "agent");
        Names names = reach.names();
        Role role = reach.role();
        ZipFunction zip = new ZipFunction(this, reach, settings);
        CloudwatchLogGroup log = zip.log("agent", logRetentionDays);
        IamRole execution = IamRole.Builder.create(this, "role")
                .name(names.global(role, "agent"))
                .assumeRolePolicy(ZipFunction.trust())
                .build();
        IamRolePolicy rights = IamRolePolicy.Builder.create(this, "rights")
                .name("agent")
                .role(execution.getName())
                .policy(Grant.policy(AgentGrants.of(reach, settings.peerKeyArn(), reprotects)))
                .build();
        LambdaFunction function = ZipFunction.build(
                zip.function(environment(names, role, settings))
                        .functionName(names.shared().agentFunction())
                        .description("Actions on databases and on the peer region that no AWS API offers")
                        .role(execution.getArn())
                        .handler(HANDLER)
                        .timeout(TIMEOUT_SECONDS)
                        .dependsOn(List.of(rights)),
                log);
        new FunctionSchedule(
                        names.shared().agentFunction(),
                        "Keeps the agent Active, so that no move waits for it",
                        names.global(role, "agent-schedule"),
                        "Calls the agent, which reads",
                        CALL_PERIOD_MINUTES,
                        Optional.of(AgentAction.REPLICATION_STATUS.request().toString()))
                .create(this, names, function);
    }

    private static Map<String, String> environment(Names names, Role role, AgentSettings settings) {
        Map<String, String> variables = new TreeMap<>();
        variables.put(Variables.REGION, names.region(role));
        variables.put(Variables.PEER_REGION, names.region(role.peer()));
        variables.put(Variables.ROLE, role.id());
        variables.put(Variables.DB_URL, names.databaseUrl(settings.databaseHost()));
        variables.put(Variables.PEER_DB_URL, names.databaseUrl(settings.peerDatabaseHost()));
        variables.put(Variables.DB_SECRET, names.shared().databaseSecret());
        variables.put(Variables.CONTROL_TABLE, names.shared().controlTable());
        return variables;
    }
}
