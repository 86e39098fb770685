package dev.drlab.bootstrap;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.waiting.Poll;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;

/** Makes the primary region's database ready and its region the writer. */
public final class DatabaseSteps {
    private static final String NAME_PREFIX = "bootstrap-";

    private final Cloud cloud;
    private final Consumer<String> out;
    private final Clock clock;
    private final Duration pollInterval;

    /** Tells {@code out} what it does, a line each, and asks for an execution's state every {@code pollInterval}. */
    public DatabaseSteps(Cloud cloud, Consumer<String> out, Clock clock, Duration pollInterval) {
        this.cloud = cloud;
        this.out = out;
        this.clock = clock;
        this.pollInterval = pollInterval;
    }

    /**
     * The agent's migrate: roles and schema. May be run again.
     *
     * @throws BootstrapException if the agent refuses
     */
    public void migrate(Deployment deployment) {
        InvokeResponse answer = cloud.lambda(deployment.primaryRegion())
                .invoke(InvokeRequest.builder()
                        .functionName(deployment.names().agentFunction())
                        .payload(SdkBytes.fromUtf8String("{\"action\":\"migrate\"}"))
                        .build());
        String text = answer.payload() == null ? "" : answer.payload().asUtf8String();
        if (answer.functionError() != null) {
            throw new BootstrapException("migrate failed in " + deployment.primaryRegion() + ": " + text);
        }
        out.accept("database: roles and schema are there (" + deployment.names().agentFunction() + " in "
                + deployment.primaryRegion() + " answered " + text + ")");
    }

    /**
     * Starts {@code activate} with mode initial, or joins an execution of an earlier bootstrap that still runs, and waits
     * for its end.
     *
     * @throws BootstrapException if it does not succeed within {@code timeLimit}
     */
    public void activate(Deployment deployment, Duration timeLimit) throws InterruptedException {
        SfnClient sfn = cloud.sfn(deployment.primaryRegion());
        String machine = deployment.activateMachine(deployment.primaryRegion());
        Optional<String> running = running(sfn, machine);
        String execution = running.orElseGet(() -> start(sfn, machine));
        out.accept((running.isPresent() ? "activate: joined " : "activate: started ") + execution);
        DescribeExecutionResponse state = Poll.within(timeLimit)
                .every(pollInterval)
                .observe(
                        "activate did not end",
                        () -> describe(sfn, execution),
                        seen -> seen.status() != ExecutionStatus.RUNNING)
                .orElseThrow((missed, seen) ->
                        new BootstrapException(missed + "; run the command again to go on waiting: " + execution));
        if (state.status() != ExecutionStatus.SUCCEEDED) {
            throw new BootstrapException("activate " + state.statusAsString() + ": " + state.error() + ": "
                    + state.cause() + " (" + execution + ")");
        }
        out.accept("activate: " + deployment.primaryRegion() + " is the writer: " + state.output());
    }

    private static Optional<String> running(SfnClient sfn, String machine) {
        return sfn
                .listExecutions(ListExecutionsRequest.builder()
                        .stateMachineArn(machine)
                        .statusFilter(ExecutionStatus.RUNNING)
                        .build())
                .executions()
                .stream()
                .filter(e -> e.name().startsWith(NAME_PREFIX))
                .map(ExecutionListItem::executionArn)
                .findFirst();
    }

    private String start(SfnClient sfn, String machine) {
        return sfn.startExecution(StartExecutionRequest.builder()
                        .stateMachineArn(machine)
                        .name(NAME_PREFIX + clock.instant().getEpochSecond())
                        .input(ActivateInput.initial("bootstrap").json().toString())
                        .build())
                .executionArn();
    }

    private static DescribeExecutionResponse describe(SfnClient sfn, String execution) {
        return sfn.describeExecution(
                DescribeExecutionRequest.builder().executionArn(execution).build());
    }
}
