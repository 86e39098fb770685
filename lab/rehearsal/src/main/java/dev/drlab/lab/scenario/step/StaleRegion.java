package dev.drlab.lab.scenario.step;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.contract.service.Paths;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabRunbook;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.scenario.run.ScenarioRun;
import dev.drlab.lab.simulation.LabException;
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
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A region that was active once and must not accept writes any more. Its service is sent writes directly, not through
 * DNS, and the rows of its database are counted.
 */
public final class StaleRegion {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int WRITES = 20;

    private final ScenarioRun run;
    private final LabRegion region;

    /** @param region the region that may still believe that it is active */
    public StaleRegion(ScenarioRun run, String region) {
        this.run = run;
        this.region = run.lab().region(region);
    }

    /**
     * The outcome of writes that were sent to it.
     *
     * @param accepted acknowledged by the region itself
     * @param handedOn acknowledged by the other region, to which it forwarded them
     * @param refused not acknowledged
     * @param grown rows that its database has more than before
     */
    public record Trial(int accepted, int handedOn, int refused, long grown) {
        @Override
        public String toString() {
            return (accepted + handedOn + refused) + " writes: " + accepted + " accepted by itself, " + handedOn
                    + " handed on, " + refused + " refused; its database grew by " + grown + " rows";
        }
    }

    /** Sends writes one after the other over that time; {@code label} keeps the keys of several trials apart. */
    public Trial trial(String label, Duration over) throws InterruptedException {
        try {
            long before = rows();
            int accepted = 0;
            int handedOn = 0;
            int refused = 0;
            for (int i = 0; i < WRITES; i++) {
                Optional<String> by = write(label + "-" + run.canaries().runId() + "-" + i);
                accepted += by.filter(region.name()::equals).isPresent() ? 1 : 0;
                handedOn += by.filter(name -> !name.equals(region.name())).isPresent() ? 1 : 0;
                refused += by.isEmpty() ? 1 : 0;
                TimeUnit.MILLISECONDS.sleep(over.toMillis() / WRITES); // part of the trial: spread over the time
            }
            return new Trial(accepted, handedOn, refused, rows() - before);
        } catch (SQLException e) {
            throw new LabException("cannot count the rows of " + region.name() + ": " + e.getMessage(), e);
        }
    }

    /** Waits until all tasks run and {@code GET /dbcheck} answers as wanted; returns when it first did. */
    public Instant awaitService(Wanted wanted) throws InterruptedException {
        Poll.within(LIMIT)
                .observe(
                        "the service of " + region.name() + " is not as wanted", this::service, seen -> seen.is(wanted))
                .orElseThrow((missed, seen) ->
                        new LabException(wanted.missed(region.name(), seen.tasks, seen.answer, LIMIT)));
        return run.now();
    }

    private Service service() throws InterruptedException {
        return new Service(
                region.tasks().runningCount(),
                LabStatus.databaseCheck(region.balancer().uri()));
    }

    /** The running tasks, and what one of them answers to {@code GET /dbcheck}. */
    private record Service(int tasks, Optional<JsonNode> answer) {
        boolean is(Wanted wanted) {
            return tasks >= LabRunbook.ACTIVE_TASKS
                    && answer.filter(wanted.holds).isPresent();
        }
    }

    /**
     * A state that the service is waited for to have.
     *
     * @param name in words, such as {@code not active}
     * @param holds whether an answer of {@code GET /dbcheck} shows it
     */
    public record Wanted(String name, Predicate<JsonNode> holds) {
        /** It is not active, whatever the reason. */
        static Wanted notActive() {
            return new Wanted("not active", check -> !check.path("active").asBoolean(true));
        }

        /** It is not active although its database is a primary. */
        public static Wanted notActiveOverItsOldPrimary() {
            return new Wanted(
                    "not active, over a primary",
                    check -> check.path("role").asText().equals("primary")
                            && !check.path("active").asBoolean(true));
        }

        /** It gives this reason for not being active. */
        public static Wanted state(String state) {
            return new Wanted(
                    "not active for the reason " + state,
                    check -> check.path("state").asText().equals(state));
        }

        String missed(String region, int tasks, Optional<JsonNode> answer, Duration limit) {
            return "the service of " + region + " did not become \"" + name + "\" within " + limit.toSeconds() + " s: "
                    + tasks + " of " + LabRunbook.ACTIVE_TASKS + " tasks run, and GET " + Paths.DBCHECK + " "
                    + answer.map(body -> "answers " + body).orElse("is not answered");
        }
    }

    private Optional<String> write(String key) throws InterruptedException {
        URI uri = region.balancer().uri().resolve(Paths.ITEMS);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header(HeaderNames.IDEMPOTENCY_KEY, key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"sent to the returned region\"}"))
                .build();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 201) {
                return Optional.empty();
            }
            JsonNode body = Json.mapper().readTree(response.body());
            return Optional.of(body.path("region").asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private long rows() throws SQLException {
        try (Connection connection = run.lab().logins().reader(region.name());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "SELECT (SELECT count(*) FROM items) + (SELECT count(*) FROM drlab_canary)")) {
            count.next();
            return count.getLong(1);
        }
    }
}
