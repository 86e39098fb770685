package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.network.balancer.ClientLimits;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A reprotect right after a switchover stops the old region's tasks when no client's connection leads to them any more: none
 * is answered by a balancer without tasks.
 */
@Tag("deep")
class PinnedClientsIT {
    /** Longer than a switchover with its confirmation of traffic takes, so that it ends before the connections do. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    /** The rest is for the DNS answer, and for clients that are slow to ask again on a busy machine. */
    private static final int WAITED_SECONDS = 16;

    private static final int CLIENTS = 6;

    @TempDir
    private Path directory;

    @Test
    void noClientIsLeftAtABalancerWithoutTasks() throws Exception {
        LabOptions options = new LabOptions(
                        directory.resolve("lab"),
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofMillis(200),
                        2,
                        Duration.ofMillis(500))
                .withClientLimits(new ClientLimits(KEPT, Duration.ofMinutes(1)));
        try (Lab lab = Lab.start(options, (step, detail) -> {})) {
            lab.setRunbook(RunbookField.CLIENT_CONNECTION_SECONDS, WAITED_SECONDS);
            List<PinnedClient> clients = Stream.generate(() -> new PinnedClient(lab.frontDoor()))
                    .limit(CLIENTS)
                    .toList();
            try {
                move(lab, clients);
            } finally {
                clients.forEach(PinnedClient::stop);
            }
        }
    }

    private static void move(Lab lab, List<PinnedClient> clients) throws InterruptedException {
        assertSucceeded(lab.activate(RegionNames.SECONDARY, ActivateInput.planned("test"), ExecutionListener.NONE));
        long movedNanos = System.nanoTime();
        AtomicLong stoppedNanos = new AtomicLong();
        assertSucceeded(lab.reprotect(RegionNames.PRIMARY, ReprotectInput.of("test"), event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals("StopService")) {
                stoppedNanos.set(System.nanoTime());
            }
        }));
        clients.forEach(PinnedClient::stop);
        for (PinnedClient client : clients) {
            assertThat(client.answers())
                    .as("accepted writes between the switchover and the stop of the old tasks")
                    .anyMatch(answer -> answer.status() == 201
                            && answer.nanos() - movedNanos > 0
                            && answer.nanos() - stoppedNanos.get() < 0);
            assertThat(client.answers())
                    .as("answers of a balancer without tasks")
                    .noneMatch(Answer::isOfABalancerWithoutTasks);
        }
    }

    private static void assertSucceeded(ExecutionResult result) {
        assertThat(result.succeeded())
                .as("%s: %s", result.error().orElse(""), result.cause().orElse(""))
                .isTrue();
    }

    /**
     * One answer.
     *
     * @param nanos when it came, by {@link System#nanoTime}
     */
    private record Answer(long nanos, int status, String body) {
        /** The service's own refusals are JSON. */
        boolean isOfABalancerWithoutTasks() {
            return status == 503 && body.startsWith("<html>");
        }
    }

    /** Writes one row after the other over a connection that it keeps for as long as it may. */
    private static final class PinnedClient {
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final List<Answer> answers = new CopyOnWriteArrayList<>();
        private final HttpRequest write;
        private final Thread thread;

        PinnedClient(URI frontDoor) {
            write = HttpRequest.newBuilder(frontDoor.resolve("/items"))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"row\"}"))
                    .build();
            thread = DaemonThreads.start("pinned-client", this::write);
        }

        private void write() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    try {
                        HttpResponse<String> answer = http.send(write, HttpResponse.BodyHandlers.ofString());
                        answers.add(new Answer(System.nanoTime(), answer.statusCode(), answer.body()));
                    } catch (IOException e) {
                        answers.add(new Answer(System.nanoTime(), 0, String.valueOf(e.getMessage())));
                    }
                    TimeUnit.MILLISECONDS.sleep(50); // its pace
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // stopped
            }
        }

        List<Answer> answers() {
            return new ArrayList<>(answers);
        }

        void stop() {
            thread.interrupt();
        }
    }
}
