package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drlab.lab.simulation.aws.ecs.LabEcsClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsService;
import dev.drlab.lab.simulation.aws.ecs.TaskDefinition;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultyEcs;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.LoopbackPort;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.RunningHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

/** ECS over real processes. */
class LabEcsClientIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @ExtendWith(RunningHome.class)
    private LabHome home;

    private final List<List<Integer>> announced = new CopyOnWriteArrayList<>();
    private final FaultInjector faults = new FaultInjector("eu-test-1");
    private LabEcsService service;
    private LabEcsClient deployed;
    private EcsClient ecs;

    @BeforeEach
    void start() {
        TaskDefinition definition = new TaskDefinition(
                HealthyServer.class.getName(),
                directory.resolve("logs"),
                port -> Map.of(
                        "TEST_PORT",
                        Integer.toString(port),
                        "TEST_FAIL",
                        failFile().toString()));
        service = new LabEcsService("eu-test-1 web", home, definition, announced::add);
        deployed = new LabEcsClient("eu-test-1", "cluster", "web", service);
        ecs = new FaultyEcs(faults, deployed);
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void scalesUpAndDownAndTellsTheBalancer() {
        assertThat(describe().runningCount()).isZero();
        Service answered = ecs.updateService(
                        request -> request.cluster("cluster").service("web").desiredCount(2))
                .service();
        assertThat(answered.desiredCount()).isEqualTo(2);
        assertThat(answered.runningCount()).isZero();
        await().atMost(LIMIT).until(() -> describe().runningCount() == 2);
        assertThat(describe().pendingCount()).isZero();
        await().atMost(LIMIT).until(() -> lastAnnounced().size() == 2);
        assertThat(lastAnnounced())
                .allSatisfy(port -> assertThat(LoopbackPort.isFree(port)).isFalse());
        List<ManagedProcess> processes = service.processes();

        ecs.updateService(request -> request.cluster("cluster").service("web").desiredCount(1));
        await().atMost(LIMIT)
                .until(() -> processes.stream().filter(ManagedProcess::isAlive).count() == 1);
        assertThat(describe().runningCount()).isEqualTo(1);
        assertThat(lastAnnounced()).hasSize(1);

        service.bound(0, 0);
        await().atMost(LIMIT).until(() -> processes.stream().noneMatch(ManagedProcess::isAlive));
        assertThat(lastAnnounced()).isEmpty();
    }

    @Test
    void aLabThatShutsDownIsNoTroubleOfTheService() {
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(LabEcsService.class);
        logger.addAppender(logged);
        logged.start();
        try {
            service.desire(1);
            await().atMost(LIMIT).until(() -> service.processes().size() == 1);
            home.close();
            await().atMost(LIMIT).until(() -> service.processes().isEmpty());
            await().during(Duration.ofMillis(300)).atMost(LIMIT).until(logged.list::isEmpty);
        } finally {
            logger.detachAppender(logged);
        }
    }

    @Test
    void replacesATaskThatDiesButNotWhileTheRegionIsLost() {
        service.desire(1);
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        ManagedProcess first = service.processes().get(0);
        first.kill();
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        ManagedProcess second = service.processes().get(0);
        assertThat(second.pid()).isNotEqualTo(first.pid());

        service.kill();
        assertThat(second.isAlive()).isFalse();
        assertThat(lastAnnounced()).isEmpty();
        await().during(Duration.ofMillis(500))
                .atMost(LIMIT)
                .until(() -> service.processes().isEmpty());
        assertThat(describe().desiredCount()).isEqualTo(1);

        service.restore();
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
    }

    @Test
    void aPausedTaskDoesNotCountAsRunning() {
        service.desire(1);
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        ManagedProcess task = service.processes().get(0);
        task.pause();
        await().atMost(LIMIT).until(() -> service.runningCount() == 0);
        assertThat(service.pendingCount()).isEqualTo(1);
        task.resume();
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        assertThat(service.processes()).containsExactly(task);
    }

    @Test
    void aTaskThatIsJustStoppingIsLostWithTheRegionToo() {
        service.desire(1);
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        ManagedProcess task = service.processes().get(0);
        task.pause(); // so that it does not follow SIGTERM
        service.desire(0);
        await().atMost(LIMIT).until(() -> service.processes().isEmpty());
        assertThat(task.isAlive()).isTrue();
        service.kill();
        assertThat(task.isAlive()).isFalse();
    }

    @Test
    void aTaskThatNeverAnswersIsStartedAgainLaterAndLater() throws Exception {
        Files.createFile(failFile());
        service.desire(1);
        Path firstLog = directory.resolve("logs/eu-test-1-web-task-1.log");
        await().atMost(LIMIT)
                .until(() ->
                        Files.exists(firstLog) && Files.readString(firstLog).contains("told to fail"));
        assertThat(service.runningCount()).isZero();
        Files.delete(failFile());
        await().atMost(LIMIT).until(() -> service.runningCount() == 1);
        try (var logs = Files.list(directory.resolve("logs"))) {
            assertThat(logs.count()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void refusesAsEcsDoes() {
        assertThatThrownBy(() ->
                        ecs.updateService(request -> request.cluster("cluster").service("other")))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThatThrownBy(() ->
                        ecs.describeServices(request -> request.cluster("other").services("web")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> ecs.updateService(
                        request -> request.cluster("cluster").service("web").desiredCount(-1)))
                .isInstanceOf(InvalidParameterException.class);
        assertThat(ecs.describeServices(request -> request.cluster("cluster").services("other"))
                        .failures()
                        .get(0)
                        .reason())
                .isEqualTo("MISSING");
        assertThatThrownBy(() -> ecs.describeServices(
                        request -> request.cluster("cluster").services(Collections.nCopies(11, "web"))))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> ecs.updateService(
                        request -> request.cluster("cluster").service("web").forceNewDeployment(true)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("forceNewDeployment");
        deployed.deleteService();
        assertThat(describe().status()).isEqualTo("INACTIVE");
        assertThatThrownBy(() -> ecs.updateService(
                        request -> request.cluster("cluster").service("web").desiredCount(1)))
                .isInstanceOf(ServiceNotActiveException.class);
        faults.darken();
        assertThatThrownBy(this::describe).isInstanceOf(SdkClientException.class);
    }

    private Service describe() {
        return ecs.describeServices(request -> request.cluster("cluster").services("web"))
                .services()
                .get(0);
    }

    private List<Integer> lastAnnounced() {
        return announced.isEmpty() ? List.of() : announced.get(announced.size() - 1);
    }

    private Path failFile() {
        return directory.resolve("fail");
    }
}
