package dev.drlab.lab.scenario.step;

import dev.drlab.contract.service.Paths;
import dev.drlab.contract.waiting.Observed;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The service's objects as a client sees them: through the front door, 503 repeated. */
public final class ServiceObjects {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final URI frontDoor;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIME_LIMIT)
            .build();

    /** @param frontDoor base address of the service */
    public ServiceObjects(URI frontDoor) {
        this.frontDoor = frontDoor;
    }

    /** Stores an object, or throws {@link LabException} when the service does not take it within 30 s. */
    public void put(String key, String body) throws InterruptedException {
        HttpResponse<String> answer = send(request(key)
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() != 201) {
            throw new LabException("the service answers " + answer.statusCode() + " to PUT " + Paths.object(key) + ": "
                    + answer.body());
        }
    }

    /** The object, if the service has it. */
    public Optional<String> get(String key) throws InterruptedException {
        HttpResponse<String> answer = send(request(key).GET().build());
        return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    private HttpRequest.Builder request(String key) {
        return HttpRequest.newBuilder(frontDoor.resolve(Paths.object(key))).timeout(TIME_LIMIT);
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        Observed<Attempt> end = Poll.within(LIMIT)
                .every(PAUSE)
                .observe(
                        "the service does not answer " + request.uri(),
                        () -> attempt(request),
                        attempt -> attempt.answer
                                .filter(answer -> answer.statusCode() != 503)
                                .isPresent());
        return end.last()
                .answer
                .orElseThrow(() ->
                        new LabException(end.otherwise(), end.last().failure.orElseThrow()));
    }

    private Attempt attempt(HttpRequest request) throws InterruptedException {
        try {
            return new Attempt(
                    Optional.of(client.send(request, HttpResponse.BodyHandlers.ofString())), Optional.empty());
        } catch (IOException e) {
            return new Attempt(Optional.empty(), Optional.of(e));
        }
    }

    /** One of the two. */
    private record Attempt(Optional<HttpResponse<String>> answer, Optional<IOException> failure) {}
}
