package dev.drlab.lab.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;

/** A running lab, from another process on the same machine. */
public final class LabRemote {
    private static final ObjectMapper JSON = Json.mapper();

    private final Path home;

    /** The lab over that directory; whether one runs shows with the first request. */
    public LabRemote(Path home) {
        this.home = Objects.requireNonNull(home, "home");
    }

    /**
     * Sends a verb and waits for its result.
     *
     * @param verb {@code status}, {@code kill}, {@code restore} or {@code readiness}
     * @param body its parameters
     * @return the result
     * @throws LabException when no lab runs there, or the lab refuses
     */
    public JsonNode call(String verb, ObjectNode body) throws InterruptedException {
        return execute(verb, body, ExecutionListener.NONE);
    }

    /**
     * Runs a state machine and waits for its end.
     *
     * @param verb {@code activate} or {@code reprotect}
     * @param body the execution's input, and {@code region}
     * @param listener hears each event
     * @return how it ended
     * @throws LabException when no lab runs there, or the lab refuses
     */
    public JsonNode execute(String verb, ObjectNode body, ExecutionListener listener) throws InterruptedException {
        Address address = Address.read(home);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + address.port() + "/" + verb))
                .header(LabServer.TOKEN_HEADER, address.token())
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<Stream<String>> response = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new LabException("another program answers on the lab's port " + address.port() + " (HTTP "
                        + response.statusCode() + "): is the lab still running?");
            }
            try (Stream<String> lines = response.body()) {
                return lastOf(lines.iterator(), listener);
            }
        } catch (ConnectException e) {
            throw Address.noLab(home);
        } catch (IOException e) {
            throw gone(address, e);
        } catch (UncheckedIOException e) { // while lines are read
            throw gone(address, e.getCause());
        }
    }

    private static LabException gone(Address address, IOException e) {
        return new LabException(
                "the lab (pid " + address.pid() + ") went away before it answered: " + e.getMessage()
                        + "; start one with 'drlab up' in another terminal",
                e);
    }

    private static JsonNode lastOf(Iterator<String> lines, ExecutionListener listener) throws IOException {
        while (lines.hasNext()) {
            JsonNode line = JSON.readTree(lines.next());
            if (line.has("result")) {
                return line.get("result");
            }
            if (line.has("error")) {
                throw new LabException(line.get("error").asText());
            }
            listener.onEvent(ExecutionEvent.parse(line));
        }
        throw new LabException("the lab ended before it answered");
    }
}
