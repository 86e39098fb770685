package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import dev.drlab.contract.environment.Variables;
import dev.drlab.infra.stacks.base.Names;
import dev.drlab.infra.stacks.config.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The readiness job: a function from the agent's zip that reads both regions on a schedule and publishes whether the
 * standby could take over. Starts that fail go to no queue: an alarm reports a missing run.
 */
public final class ReadinessJob extends Construct {
    /** Minutes between two runs. */
    public static final int PERIOD_MINUTES = 30;

    private static final String HANDLER = "dev.drlab.readiness.job.ReadinessHandler";
    /** Seconds. The checks end after 50 s. */
    private static final int TIMEOUT_SECONDS = 90;

    /** Creates function, roles and schedule in the region that has the role. */
    ReadinessJob(Construct scope, Names names, Role role, OrchestrationProps props, int logRetentionDays) {
        super(scope, "readiness");
        AgentSettings agent = props.agent();
        Reach reach = new Reach(names, role, props.keyArn(), agent.peerKeyArn());
        ZipFunction zip = new ZipFunction(this, reach, agent);
        CloudwatchLogGroup log = zip.log("readiness", logRetentionDays);
        IamRole execution = IamRole.Builder.create(this, "role")
                .name(names.global(role, "readiness"))
                .description("Reads whether the standby could take over")
                .assumeRolePolicy(ZipFunction.trust())
                .build();
        IamRolePolicy reads = policy(execution, "reads", ReadinessGrants.of(reach));
        IamRolePolicy runtime = policy(execution, "runtime", runtime(reach));
        LambdaFunction function = ZipFunction.build(
                zip.function(environment(names, role, props.verifierRuns()))
                        .functionName(names.readinessFunction())
                        .description("Looks whether the standby could take over, and publishes the verdict")
                        .role(execution.getArn())
                        .handler(HANDLER)
                        .timeout(TIMEOUT_SECONDS)
                        .dependsOn(List.of(reads, runtime)),
                log);
        new FunctionSchedule(
                        names.readinessFunction(),
                        "Looks whether the standby could take over",
                        names.global(role, "readiness-schedule"),
                        "Starts the check of readiness",
                        PERIOD_MINUTES,
                        Optional.empty())
                .create(this, names, function);
    }

    private IamRolePolicy policy(IamRole role, String name, List<Grant> grants) {
        return IamRolePolicy.Builder.create(this, name)
                .name(name)
                .role(role.getName())
                .policy(Grant.policy(grants))
                .build();
    }

    /** The job's only write, and the rights that Lambda uses with its role. */
    private static List<Grant> runtime(Reach reach) {
        List<Grant> grants = new ArrayList<>(AgentGrants.ofTheRuntime(reach, "readiness"));
        grants.add(Grant.on("cloudwatch:PutMetricData", "The verdict; the action knows no resources", "*")
                .when("StringEquals", "cloudwatch:namespace", reach.names().metricsNamespace()));
        return grants;
    }

    private static Map<String, String> environment(Names names, Role role, boolean verifierRuns) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                Variables.REGION, names.region(role),
                Variables.PEER_REGION, names.region(role.peer()),
                Variables.PROJECT, names.project(),
                Variables.METRICS_NAMESPACE, names.metricsNamespace()));
        if (!verifierRuns) {
            environment.put(Variables.READINESS_WITHOUT, "verifier");
        }
        return environment;
    }
}
