package dev.drlab.drill.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.console.OneLine;
import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.VerifierResult;
import dev.drlab.contract.environment.Variables;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.drill.cloud.Canaries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.scheduler.model.EcsParameters;
import software.amazon.awssdk.services.scheduler.model.Target;

/**
 * A run of the verifier's own task that spans the move: started as its schedule starts it, but for as long as the drill
 * needs, then stopped, and read from its log. The scheduled runs are too short, and the metrics do not tell a loss that was
 * not counted from none.
 */
final class VerifierTask implements Canaries {
    private static final Logger LOG = LoggerFactory.getLogger(VerifierTask.class);
    private static final JsonMapper JSON = Json.mapper();
    /** Longer than a drill: it is stopped. */
    private static final int DURATION_SECONDS = 4 * 3600;

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    /** It has 25 s for its result, and the log some more. */
    private static final Duration END_LIMIT = Duration.ofMinutes(3);

    /** So many canaries in a row are not acknowledged by chance. */
    private static final int PERIODS = 5;
    /** The verifier's clock and the region's, and what is not known of this machine's. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(3);

    private final Target target;
    private final EcsClient ecs;
    private final CloudWatchLogsClient logs;
    private final Duration interval;
    private ContainerDefinition container;
    private String task;
    private String why = "the verifier's task was not started";

    /** {@code target}: what the verifier's schedule starts. */
    VerifierTask(Target target, EcsClient ecs, CloudWatchLogsClient logs, Duration interval) {
        this.target = target;
        this.ecs = ecs;
        this.logs = logs;
        this.interval = interval;
    }

    @Override
    public void begin() throws InterruptedException {
        try {
            run();
            awaitStatus("RUNNING", START_LIMIT);
        } catch (SdkException e) {
            why = "the verifier's task cannot be started: " + OneLine.of(e);
        }
    }

    private void run() {
        EcsParameters as = target.ecsParameters();
        container = ecs.describeTaskDefinition(DescribeTaskDefinitionRequest.builder()
                        .taskDefinition(as.taskDefinitionArn())
                        .build())
                .taskDefinition()
                .containerDefinitions()
                .get(0);
        RunTaskResponse answer = ecs.runTask(request(as));
        if (answer.tasks().isEmpty()) {
            why = "the verifier's task cannot be started: "
                    + answer.failures().stream()
                            .map(failure -> failure.reason())
                            .findFirst()
                            .orElse("ECS does not say why");
            return;
        }
        task = answer.tasks().get(0).taskArn();
        why = "the verifier's task left no result";
    }

    /** As the schedule starts it, but for as long as a move may take. */
    private RunTaskRequest request(EcsParameters as) {
        AwsVpcConfiguration network = AwsVpcConfiguration.builder()
                .subnets(as.networkConfiguration().awsvpcConfiguration().subnets())
                .securityGroups(as.networkConfiguration().awsvpcConfiguration().securityGroups())
                .build();
        ContainerOverride duration = ContainerOverride.builder()
                .name(container.name())
                .environment(KeyValuePair.builder()
                        .name(Variables.DURATION_SECONDS)
                        .value(Integer.toString(DURATION_SECONDS))
                        .build())
                .build();
        return RunTaskRequest.builder()
                .cluster(target.arn())
                .taskDefinition(as.taskDefinitionArn())
                .launchType(LaunchType.FARGATE)
                .startedBy("drlab-drill")
                .networkConfiguration(NetworkConfiguration.builder()
                        .awsvpcConfiguration(network)
                        .build())
                .overrides(TaskOverride.builder().containerOverrides(duration).build())
                .build();
    }

    private boolean awaitStatus(String wanted, Duration limit) throws InterruptedException {
        if (task == null) {
            return false;
        }
        return Poll.within(limit)
                .every(interval) // ECS tells nobody
                .observe(
                        "the verifier's task did not become " + wanted,
                        this::status,
                        seen -> seen.filter(now -> now.equals(wanted) || now.equals("STOPPED"))
                                .isPresent())
                .last()
                .filter(wanted::equals)
                .isPresent();
    }

    private Optional<String> status() {
        return ecs
                .describeTasks(DescribeTasksRequest.builder()
                        .cluster(target.arn())
                        .tasks(task)
                        .build())
                .tasks()
                .stream()
                .map(seen -> seen.lastStatus())
                .findFirst();
    }

    @Override
    public Answer end(Instant event) throws InterruptedException {
        if (task == null) {
            return Answer.unmeasured(why);
        }
        try {
            stop();
            awaitStatus("STOPPED", END_LIMIT);
            Optional<JsonNode> result = result();
            task = null;
            return result.map(found -> answer(found, event)).orElseGet(() -> Answer.unmeasured(why));
        } catch (SdkException e) {
            return Answer.unmeasured("the verifier's result cannot be read: " + OneLine.of(e));
        }
    }

    private void stop() {
        ecs.stopTask(StopTaskRequest.builder()
                .cluster(target.arn())
                .task(task)
                .reason("the drill has ended")
                .build());
    }

    private Optional<JsonNode> result() throws InterruptedException {
        Map<String, String> options = container.logConfiguration().options();
        GetLogEventsRequest newest = GetLogEventsRequest.builder()
                .logGroupName(options.get("awslogs-group"))
                .logStreamName(options.get("awslogs-stream-prefix") + "/" + container.name() + "/"
                        + task.substring(task.lastIndexOf('/') + 1))
                .startFromHead(false)
                .build();
        return Poll.within(END_LIMIT)
                .every(interval) // a log is there some seconds later
                .observe("the verifier's log has no result", () -> resultIn(newest), Optional::isPresent)
                .last();
    }

    private Optional<JsonNode> resultIn(GetLogEventsRequest newest) {
        return logs.getLogEvents(newest).events().stream()
                .map(OutputLogEvent::message)
                .flatMap(line -> parse(line).stream())
                .findFirst();
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(JSON.readTree(line))
                    .filter(json -> json.has(VerifierResult.SCHEMA_VERSION) && json.has(VerifierResult.LOSS));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // another line of the log
        }
    }

    /**
     * Only what the verifier itself would call an account of a move is one, and only of a move until which it wrote.
     *
     * @param event when the move began, by the clock of AWS
     */
    static Answer answer(JsonNode result, Instant event) {
        return objection(result, event).map(Answer::unmeasured).orElseGet(() -> measured(result));
    }

    private static Answer measured(JsonNode result) {
        try {
            return Answer.measured(new Figures(
                    CanaryAccount.read(result.path(VerifierResult.LOSS)), VerifierResult.replication(result)));
        } catch (IllegalArgumentException e) {
            return Answer.unmeasured("the verifier's account cannot be read: " + e.getMessage());
        }
    }

    /** Why a result tells nothing of the move, if it does not. */
    private static Optional<String> objection(JsonNode result, Instant event) {
        JsonNode loss = result.path(VerifierResult.LOSS);
        if (!loss.isObject()) {
            return Optional.of(
                    "the verifier could not account for its canaries: " + result.path(VerifierResult.WARNINGS));
        }
        List<String> absent = VerifierResult.lossMembers().stream()
                .filter(member -> !loss.hasNonNull(member))
                .toList();
        if (!absent.isEmpty()) {
            return Optional.of("the verifier's account does not say " + String.join(", ", absent)
                    + "; deploy this drlab's verifier");
        }
        if (loss.path(VerifierResult.SAME_WRITER).asBoolean(true)) {
            return Optional.of("the verifier's canaries were all written to the database that has them now");
        }
        if (loss.path(VerifierResult.STANDBY).asBoolean(true)) {
            return Optional.of(
                    "the verifier accounted for its canaries against a standby, before anything was promoted");
        }
        return notWhole(result).or(() -> silentBefore(result, event));
    }

    private static Optional<String> notWhole(JsonNode result) {
        JsonNode loss = result.path(VerifierResult.LOSS);
        JsonNode acked = loss.path("acked");
        JsonNode foreign = loss.path(VerifierResult.FOREIGN_ROWS);
        JsonNode damages = loss.path(VerifierResult.LEDGER_DAMAGES);
        boolean whole = acked.asLong() > 0
                && foreign.asLong() == 0
                && damages.isEmpty()
                && !result.hasNonNull(VerifierResult.LEDGER_FAILURE);
        return whole
                ? Optional.empty()
                : Optional.of("the verifier's account is not whole: " + acked + " acknowledged, " + foreign
                        + " foreign rows, damages " + damages + ", " + result.path(VerifierResult.LEDGER_FAILURE));
    }

    private static Optional<String> silentBefore(JsonNode result, Instant event) {
        Optional<Instant> last =
                lastOfAnOldTimeline(result.path(VerifierResult.LOSS).path(VerifierResult.TIMELINES));
        if (last.isPresent() && !last.get().isBefore(event.minus(silence(result)))) {
            return Optional.empty();
        }
        return Optional.of("the verifier acknowledged no canary shortly before the move, which began at " + event
                + ": the last one that it wrote to the old database was acknowledged "
                + last.map(at -> "at " + at).orElse("never"));
    }

    private static Optional<Instant> lastOfAnOldTimeline(JsonNode timelines) {
        Optional<Instant> last = Optional.empty();
        for (JsonNode timeline : timelines) {
            if (!timeline.path(VerifierResult.CURRENT).asBoolean(true)
                    && timeline.hasNonNull(VerifierResult.LAST_ACKED_AT)) {
                Instant at = Instant.parse(
                        timeline.path(VerifierResult.LAST_ACKED_AT).asText());
                last = last.filter(at::isBefore).or(() -> Optional.of(at));
            }
        }
        return last;
    }

    /** So long nothing may have been acknowledged before the move: some canaries, and what clocks are apart. */
    private static Duration silence(JsonNode result) {
        double rate = result.path(VerifierResult.ROWS_PER_SECOND).asDouble();
        return rate > 0 ? CLOCKS_APART.plusMillis(Math.round(PERIODS * 1000 / rate)) : CLOCKS_APART;
    }

    /** A task that nobody reads must not go on writing; also where the drill was interrupted, which would abort the call. */
    @Override
    public void close() {
        if (task == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            stop();
        } catch (SdkException e) {
            LOG.warn(
                    "The verifier's task {} goes on for {} s at most; stop it: {}",
                    task,
                    DURATION_SECONDS,
                    OneLine.of(e));
        } finally {
            task = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
