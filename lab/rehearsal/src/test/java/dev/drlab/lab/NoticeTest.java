package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.lab.simulation.aws.LabSnsClient;
import dev.drlab.lab.simulation.aws.LabSsmClient;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultySns;
import dev.drlab.lab.simulation.aws.fault.FaultySsm;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.AwsService;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Runner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** A failure is told whatever was given and whatever it says: SNS takes no message of more than 256 KB. */
class NoticeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REGION = "ap-southeast-2";
    private static final String TOPIC = LabRunbook.topicArn(REGION);

    @TempDir
    private Path directory;

    private final FaultInjector region = new FaultInjector(REGION);
    private final LabSsmClient ssm = new LabSsmClient(REGION, Clock.systemUTC());
    private final LabSnsClient sns = new LabSnsClient(Set.of(TOPIC), Clock.systemUTC(), notification -> {});

    /** Each is an input that Step Functions takes: at most 262,144 bytes. */
    static Stream<Arguments> inputs() {
        return Stream.of("activate", "reprotect")
                .flatMap(verb -> Stream.of(
                        arguments(verb, valid(verb).put("reason", "r".repeat(262_000)), "Locked"),
                        arguments(
                                verb,
                                valid(verb).put("reason", "r".repeat(142_000)).put("k".repeat(120_000), 1),
                                "InvalidInput"),
                        arguments(
                                verb,
                                valid(verb).put("reason", "r".repeat(130_000)).put("mode", "\"".repeat(60_000)),
                                "InvalidInput")));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aLongInputIsToldShortened(String verb, ObjectNode input, String error) {
        ExecutionResult result = run(verb, input, "held");

        assertThat(result.error().orElseThrow()).endsWith(error);
        assertThat(sns.published()).hasSize(1);
    }

    /** Step Functions keeps 32,768 characters of a cause; a control character takes six bytes in JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"activate", "reprotect"})
    void aLongCauseIsToldShortened(String verb) {
        String cause = "held by another" + "\u0001".repeat(32_000);

        ExecutionResult result = run(verb, valid(verb).put("reason", "r".repeat(100_000)), cause);

        assertThat(result.error().orElseThrow()).endsWith("Locked");
        assertThat(sns.published()).hasSize(1);
        assertThat(sns.published().get(0).message()).contains("held by another");
    }

    private static ObjectNode valid(String verb) {
        ObjectNode input = JSON.createObjectNode().put("reason", "test");
        return verb.equals("activate") ? input.put("mode", "unplanned") : input;
    }

    /** The agent refuses the lock. */
    private ExecutionResult run(String verb, ObjectNode input, String cause) {
        ssm.set(
                Runbook.PARAMETER,
                JSON.createObjectNode()
                        .put("region", REGION)
                        .put("peerRegion", "us-west-2")
                        .put("topicArn", TOPIC)
                        .put("agentFunction", "agent")
                        .put("lockLeaseSeconds", 30)
                        .toString());
        SsmClient parameters = new FaultySsm(region, ssm);
        SnsClient topics = new FaultySns(region, sns);
        Map<String, Supplier<? extends AwsClient>> clients = new HashMap<>();
        Stream.of(AwsService.values())
                .forEach(service -> clients.put(service.stepFunctionsName(), () -> {
                    throw new AssertionError("nothing else is called, but " + service);
                }));
        clients.put("ssm", () -> parameters);
        clients.put("sns", () -> topics);
        LambdaFunction agent = (name, payload) -> {
            throw new FunctionError("dev.drlab.agent.AgentException$Locked", cause);
        };
        return new Runner(Definition.shipped(verb), AwsClients.of(clients), agent, event -> {})
                .run("notice", input, directory.resolve("journal"));
    }
}
