package dev.drlab.lab.authority;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A service's response. */
record Answer(int status, String body, Optional<String> retryAfter, Optional<String> replicaLag) {
    private static final JsonMapper JSON = Json.mapper();

    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                new String(response.body(), StandardCharsets.UTF_8),
                response.headers().firstValue("Retry-After"),
                response.headers().firstValue("X-Replica-Lag"));
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    /** True for a 201 that names {@code region} as the one that wrote. */
    boolean acknowledgedBy(Region region) {
        return status == 201 && region.name().equals(json().path("region").asText());
    }
}
