package dev.drlab.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy.IamRolePolicy;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionTracingConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionVpcConfig;
import dev.drlab.contract.environment.Variables;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import dev.drlab.stacks.base.Names;
import dev.drlab.stacks.config.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.constructs.Construct;

/**
 * The region's agent: a function in the private subnets, from which it reaches both databases and both control tables.
 * The state machines call its newest code, so it has no versions.
 */
final class AgentFunction extends Construct {
    private static final String HANDLER = "dev.drlab.agent.lambda.LambdaHandler";
    private static final String RUNTIME = "java17";
    /** Memory in MiB. It also sets the processor's share, and a cold start is mostly class loading. */
    private static final int MEMORY_MIB = 1024;
    /** Seconds. The longest task timeout for one call of the agent in a definition is 600 s. */
    private static final int TIMEOUT_SECONDS = 660;

    AgentFunction(Construct scope, Reach reach, AgentSettings settings, boolean reprotects, int logRetentionDays) {
        super(scope, "agent");
        Names names = reach.names();
        Role role = reach.role();
        CloudwatchLogGroup log = CloudwatchLogGroup.Builder.create(this, "log")
                .name(names.logGroup("agent"))
                .retentionInDays(logRetentionDays)
                .kmsKeyId(reach.keyArn())
                .build();
        IamRole execution = IamRole.Builder.create(this, "role")
                .name(names.global(role, "agent"))
                .assumeRolePolicy(PolicyDocument.of(Statement.trust("lambda.amazonaws.com"))
                        .json())
                .build();
        IamRolePolicy rights = IamRolePolicy.Builder.create(this, "rights")
                .name("agent")
                .role(execution.getName())
                .policy(Grant.policy(AgentGrants.of(reach, settings.peerKeyArn(), reprotects)))
                .build();
        LambdaFunction.Builder function = LambdaFunction.Builder.create(this, "function")
                .functionName(names.agentFunction())
                .description("Actions on databases and on the peer region that no AWS API offers")
                .role(execution.getArn())
                .runtime(RUNTIME)
                .handler(HANDLER)
                .architectures(List.of("x86_64"))
                .memorySize(MEMORY_MIB)
                .timeout(TIMEOUT_SECONDS)
                .s3Bucket(names.bucket(role, "artifacts"))
                .s3Key(settings.artifact().key())
                .environment(LambdaFunctionEnvironment.builder()
                        .variables(environment(names, role, settings))
                        .build())
                .kmsKeyArn(reach.keyArn())
                .vpcConfig(LambdaFunctionVpcConfig.builder()
                        .subnetIds(settings.subnetIds())
                        .securityGroupIds(List.of(settings.securityGroupId()))
                        .build())
                .tracingConfig(
                        LambdaFunctionTracingConfig.builder().mode("Active").build())
                .dependsOn(List.of(rights));
        settings.artifact().sha256().ifPresent(function::sourceCodeHash);
        // The bindings do not know this argument yet.
        function.build().addOverride("logging_config", Map.of("log_format", "Text", "log_group", log.getName()));
    }

    private static Map<String, String> environment(Names names, Role role, AgentSettings settings) {
        Map<String, String> variables = new TreeMap<>();
        variables.put(Variables.REGION, names.region(role));
        variables.put(Variables.PEER_REGION, names.region(role.peer()));
        variables.put(Variables.ROLE, role.id());
        variables.put(Variables.DB_URL, names.databaseUrl(settings.databaseHost()));
        variables.put(Variables.PEER_DB_URL, names.databaseUrl(settings.peerDatabaseHost()));
        variables.put(Variables.DB_SECRET, names.databaseSecret());
        variables.put(Variables.CONTROL_TABLE, names.controlTable());
        return variables;
    }
}
