package dev.drlab.drill.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.canary.VerifierResult;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AccessDeniedException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.scheduler.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.scheduler.model.EcsParameters;
import software.amazon.awssdk.services.scheduler.model.NetworkConfiguration;
import software.amazon.awssdk.services.scheduler.model.Target;

/** The verifier's task is run for the drill, stopped whatever happens, and believed only when its account is one. */
class VerifierTaskTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant EVENT = Instant.parse("2026-01-31T12:20:00Z");
    private static final String TASK = "arn:aws:ecs:us-west-2:123456789012:task/drlab/abc";

    private final List<String> calls = new ArrayList<>();
    private String status = "PENDING";
    private boolean denied;
    private boolean noCapacity;
    private String result = json(node -> {}).toString();

    @Test
    void measuresFromItsStartToItsStop() throws InterruptedException {
        try (VerifierTask task = task()) {
            task.begin();
            Canaries.Figures figures = task.end(EVENT).figures().orElseThrow();
            assertThat(figures.canaries().acked()).isEqualTo(900);
            assertThat(figures.canaries().lost()).isEqualTo(4);
            assertThat(figures.canaries().lostWhole()).isFalse();
            assertThat(figures.replication().lagMillis().p99()).isEqualTo(9);
        }
        assertThat(calls)
                .containsExactly(
                        "run in subnet-1, sg-1 for 14400 s",
                        "stop " + TASK,
                        "log /drlab/verifier verifier/drlab-verifier/abc");
    }

    @Test
    void aTaskThatNobodyReadsIsStopped() throws InterruptedException {
        try (VerifierTask task = task()) {
            task.begin();
        }
        assertThat(calls).contains("stop " + TASK);
    }

    @Test
    void anInterruptedDrillStopsItTooAndStaysInterrupted() throws InterruptedException {
        try (VerifierTask task = task()) {
            task.begin();
            Thread.currentThread().interrupt();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(calls).contains("stop " + TASK);
    }

    @Test
    void whatCannotBeStartedIsUnmeasuredWithItsReason() throws InterruptedException {
        denied = true;
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).why()).contains("the verifier's task cannot be started", "not authorized");
        }
        denied = false;
        noCapacity = true;
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).why()).contains("RESOURCE:CPU");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no loss",
                "same writer",
                "standby",
                "nothing acknowledged",
                "foreign rows",
                "damaged",
                "ledger failed"
            })
    void anAccountThatIsNoneIsUnmeasured(String fault) throws InterruptedException {
        result = json(node -> {
                    ObjectNode loss = (ObjectNode) node.get("loss");
                    switch (fault) {
                        case "no loss" -> node.putNull("loss");
                        case "same writer" -> loss.put("sameWriter", true);
                        case "standby" -> loss.put("standby", true);
                        case "nothing acknowledged" -> loss.put("acked", 0);
                        case "foreign rows" -> loss.put("foreignRows", 1);
                        case "damaged" ->
                            loss.putArray("ledgerDamages").addObject().put("offset", 7);
                        default -> node.put("ledgerFailure", "disk full");
                    }
                })
                .toString();
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).figures()).isEmpty();
        }
    }

    /** Its way to the writer broke long before the move, and it wrote again after it: of the move it has seen nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T12:00:00Z", "2026-01-31T12:19:50Z", ""})
    void anAccountWithoutACanaryShortlyBeforeTheMoveIsUnmeasured(String last) throws InterruptedException {
        result = json(node -> oldTimeline(node).put("lastAckedAt", last.isEmpty() ? null : last))
                .toString();
        try (VerifierTask task = task()) {
            task.begin();
            Canaries.Answer answer = task.end(EVENT);
            assertThat(answer.figures()).isEmpty();
            assertThat(answer.why())
                    .contains("no canary shortly before the move", last.isEmpty() ? "never" : "at " + last);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31T12:19:59Z", "2026-01-31T12:20:00Z", "2026-01-31T12:21:00Z"})
    void aCanaryOfTheMoveItselfOrAFewPeriodsBeforeIsEnough(String last) throws InterruptedException {
        result = json(node -> oldTimeline(node).put("lastAckedAt", last)).toString();
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).figures()).isPresent();
        }
    }

    /** Ten seconds from one canary to the next: the last one may be as old. */
    @Test
    void theRateDecidesHowOldTheLastCanaryMayBe() throws InterruptedException {
        result = json(node -> oldTimeline(node.put("rowsPerSecond", 0.1)).put("lastAckedAt", "2026-01-31T12:19:30Z"))
                .toString();
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).figures()).isPresent();
        }
    }

    private static ObjectNode oldTimeline(ObjectNode node) {
        return (ObjectNode) node.path("loss").path("timelines").get(0);
    }

    @Test
    void aLossOfAllOfATimelineIsCarriedOnSoThatNothingJudgesItsSeconds() throws InterruptedException {
        result = json(node -> ((ObjectNode) node.get("loss")).put("lost", 400).put("lostWhole", true))
                .toString();
        try (VerifierTask task = task()) {
            task.begin();
            Canaries.Figures figures = task.end(EVENT).figures().orElseThrow();
            assertThat(figures.canaries().lostWhole()).isTrue();
            assertThat(new Report.Rpo(300, figures.canaries(), new Report.Http(9, 0, 0)).met())
                    .isFalse();
        }
    }

    static List<String> lossMembers() {
        return VerifierResult.lossMembers();
    }

    @ParameterizedTest
    @MethodSource("lossMembers")
    void aFigureThatIsNotThereIsNotNone(String figure) throws InterruptedException {
        result = json(node -> ((ObjectNode) node.get("loss")).remove(figure)).toString();
        try (VerifierTask task = task()) {
            task.begin();
            assertThat(task.end(EVENT).why()).contains("does not say " + figure);
        }
    }

    private static ObjectNode json(Consumer<ObjectNode> change) {
        ObjectNode node = JSON.createObjectNode().put("schemaVersion", 1);
        node.putObject("loss")
                .put("acked", 900)
                .put("lost", 4)
                .put("lostSeconds", 0.2)
                .put("unackedSurvivors", 1)
                .put("holes", 0)
                .put("foreignRows", 0)
                .put("lostWhole", false)
                .put("sameWriter", false)
                .put("standby", false)
                .putArray("ledgerDamages");
        ArrayNode timelines = ((ObjectNode) node.get("loss")).putArray("timelines");
        timelines.addObject().put("timeline", 1).put("current", false).put("lastAckedAt", "2026-01-31T12:20:04Z");
        timelines.addObject().put("timeline", 2).put("current", true).put("lastAckedAt", "2026-01-31T12:25:00Z");
        node.put("rowsPerSecond", 20);
        ObjectNode replication =
                node.putObject("replication").put("samples", 800).put("resolutionMillis", 2);
        replication
                .putObject("lagMillis")
                .put("p50", 1)
                .put("p95", 5)
                .put("p99", 9)
                .put("max", 20);
        node.putNull("ledgerFailure");
        change.accept(node);
        return node;
    }

    private VerifierTask task() {
        Target target = Target.builder()
                .arn("arn:aws:ecs:us-west-2:123456789012:cluster/drlab")
                .ecsParameters(EcsParameters.builder()
                        .taskDefinitionArn("arn:aws:ecs:us-west-2:123456789012:task-definition/drlab-verifier:3")
                        .networkConfiguration(NetworkConfiguration.builder()
                                .awsvpcConfiguration(AwsVpcConfiguration.builder()
                                        .subnets("subnet-1")
                                        .securityGroups("sg-1")
                                        .build())
                                .build())
                        .build())
                .build();
        return new VerifierTask(target, new Ecs(), new Logs(), Duration.ofMillis(1));
    }

    private final class Ecs implements EcsClient {
        @Override
        public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest request) {
            return DescribeTaskDefinitionResponse.builder()
                    .taskDefinition(TaskDefinition.builder()
                            .containerDefinitions(ContainerDefinition.builder()
                                    .name("drlab-verifier")
                                    .logConfiguration(LogConfiguration.builder()
                                            .options(Map.of(
                                                    "awslogs-group", "/drlab/verifier",
                                                    "awslogs-stream-prefix", "verifier"))
                                            .build())
                                    .build())
                            .build())
                    .build();
        }

        @Override
        public RunTaskResponse runTask(RunTaskRequest request) {
            if (denied) {
                throw AccessDeniedException.builder().message("not authorized").build();
            }
            if (noCapacity) {
                return RunTaskResponse.builder()
                        .failures(Failure.builder().reason("RESOURCE:CPU").build())
                        .build();
            }
            var network = request.networkConfiguration().awsvpcConfiguration();
            calls.add("run in " + network.subnets().get(0) + ", "
                    + network.securityGroups().get(0) + " for "
                    + request.overrides()
                            .containerOverrides()
                            .get(0)
                            .environment()
                            .get(0)
                            .value()
                    + " s");
            return RunTaskResponse.builder()
                    .tasks(Task.builder().taskArn(TASK).build())
                    .build();
        }

        @Override
        public DescribeTasksResponse describeTasks(DescribeTasksRequest request) {
            String seen = status;
            status = status.equals("PENDING") ? "RUNNING" : status;
            return DescribeTasksResponse.builder()
                    .tasks(Task.builder().taskArn(TASK).lastStatus(seen).build())
                    .build();
        }

        @Override
        public StopTaskResponse stopTask(StopTaskRequest request) {
            assertThat(Thread.currentThread().isInterrupted()).isFalse(); // the SDK would abort
            calls.add("stop " + request.task());
            status = "STOPPED";
            return StopTaskResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "ecs";
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    private final class Logs implements CloudWatchLogsClient {
        @Override
        public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
            calls.add("log " + request.logGroupName() + " " + request.logStreamName());
            return GetLogEventsResponse.builder()
                    .events(
                            OutputLogEvent.builder()
                                    .message("{\"level\":\"INFO\"}")
                                    .build(),
                            OutputLogEvent.builder().message("not JSON").build(),
                            OutputLogEvent.builder().message(result).build())
                    .build();
        }

        @Override
        public String serviceName() {
            return "logs";
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }
}
