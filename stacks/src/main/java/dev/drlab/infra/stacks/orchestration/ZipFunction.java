package dev.drlab.infra.stacks.orchestration;

import com.hashicorp.cdktf.providers.aws.cloudwatch_log_group.CloudwatchLogGroup;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunction;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionEnvironment;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionTracingConfig;
import com.hashicorp.cdktf.providers.aws.lambda_function.LambdaFunctionVpcConfig;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** A function of the agent's zip in the private subnets, from where it reaches both regions. */
record ZipFunction(Construct scope, Reach reach, AgentSettings agent) {
    private static final String RUNTIME = "java17";
    /** Memory in MiB. It also sets the processor's share, and a cold start is mostly class loading. */
    private static final int MEMORY_MIB = 1024;

    /** Lambda may take the role. */
    static String trust() {
        return PolicyDocument.of(Statement.trust("lambda.amazonaws.com")).json();
    }

    CloudwatchLogGroup log(String what, int retentionDays) {
        return CloudwatchLogGroup.Builder.create(scope, "log")
                .name(reach.names().logGroup(what))
                .retentionInDays(retentionDays)
                .kmsKeyId(reach.keyArn())
                .build();
    }

    /** With all that the functions have in common; for {@link #build}. */
    LambdaFunction.Builder function(Map<String, String> variables) {
        LambdaFunction.Builder function = LambdaFunction.Builder.create(scope, "function")
                .runtime(RUNTIME)
                .architectures(List.of("x86_64"))
                .memorySize(MEMORY_MIB)
                .s3Bucket(reach.names().bucket(reach.role(), "artifacts"))
                .s3Key(agent.artifact().key())
                .environment(
                        LambdaFunctionEnvironment.builder().variables(variables).build())
                .kmsKeyArn(reach.keyArn())
                .vpcConfig(LambdaFunctionVpcConfig.builder()
                        .subnetIds(agent.subnetIds())
                        .securityGroupIds(List.of(agent.securityGroupId()))
                        .build())
                .tracingConfig(
                        LambdaFunctionTracingConfig.builder().mode("Active").build());
        agent.artifact().sha256().ifPresent(function::sourceCodeHash);
        return function;
    }

    static LambdaFunction build(LambdaFunction.Builder function, CloudwatchLogGroup log) {
        LambdaFunction made = function.build();
        // The bindings do not know this argument yet.
        made.addOverride("logging_config", Map.of("log_format", "Text", "log_group", log.getName()));
        return made;
    }
}
