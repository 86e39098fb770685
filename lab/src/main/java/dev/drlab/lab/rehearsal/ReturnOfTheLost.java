package dev.drlab.lab.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabException;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.Runbook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The lost region's processes come back while the other region is active. Its service is then sent writes directly: it
 * must hand them on or refuse them, and its database must not grow.
 */
final class ReturnOfTheLost {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int WRITES = 20;

    private final Stage stage;
    private final LabRegion lost;
    private final String active;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ReturnOfTheLost(Stage stage, String lost, String active) {
        this.stage = stage;
        this.lost = stage.lab().region(lost);
        this.active = active;
    }

    /** What was broken, one sentence each. */
    List<String> play() throws InterruptedException {
        Lab lab = stage.lab();
        lab.restore(lost.name());
        stage.recorder().event("region restored", lost.name() + ": its processes are back, with their old data");
        List<String> broken = new ArrayList<>();
        try {
            long before = rows();
            awaitService();
            int handedOn = 0;
            int refused = 0;
            for (int i = 0; i < WRITES; i++) {
                Optional<String> acknowledgedBy = write(i);
                if (acknowledgedBy.isEmpty()) {
                    refused++;
                } else if (acknowledgedBy.get().equals(active)) {
                    handedOn++;
                } else {
                    broken.add("the returned region " + acknowledgedBy.get() + " acknowledged a write itself");
                }
            }
            long grown = rows() - before;
            stage.recorder()
                    .event(
                            "old primary tested",
                            WRITES + " writes sent to " + lost.name() + ": it accepted none itself, handed on "
                                    + handedOn + ", refused " + refused + "; its database grew by " + grown + " rows");
            if (grown != 0) {
                broken.add("the returned database of " + lost.name() + " grew by " + grown + " rows");
            }
        } catch (SQLException e) {
            throw new LabException("cannot count the rows of " + lost.name() + ": " + e.getMessage(), e);
        }
        return broken;
    }

    private void awaitService() throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (lost.tasks().runningCount() < Runbook.ACTIVE_TASKS || !seesTheActivePeer()) {
            if (System.nanoTime() - deadline > 0) {
                throw new LabException(
                        "the service of " + lost.name() + " did not come back within " + LIMIT.toSeconds()
                                + " s; its logs are in " + stage.lab().directory());
            }
            TimeUnit.MILLISECONDS.sleep(50); // a condition in other processes: polled
        }
    }

    private boolean seesTheActivePeer() throws InterruptedException {
        return LabStatus.databaseCheck(lost.balancer().uri())
                .filter(check -> !check.path("active").asBoolean(true))
                .isPresent();
    }

    private Optional<String> write(int number) throws InterruptedException {
        URI uri = lost.balancer().uri().resolve("/items");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "returned-" + stage.canaries().runId() + "-" + number)
                .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"sent to the returned region\"}"))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                return Optional.empty();
            }
            JsonNode body = new ObjectMapper().readTree(response.body());
            return Optional.of(body.path("region").asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = stage.lab().reader(lost.name());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM items) + (SELECT count(*) FROM drlab_canary)")) {
            count.next();
            return count.getLong(1);
        }
    }
}
