package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** Reads the fields of a request, and refuses it by the field's name. */
record Request(JsonNode json) {
    String action() {
        return text("action");
    }

    String text(String field) {
        return optionalText(field).orElseThrow(() -> missing(field, "a text"));
    }

    Optional<String> optionalText(String field) {
        JsonNode value = json.path(field);
        return value.isTextual() && !value.textValue().isBlank() ? Optional.of(value.textValue()) : Optional.empty();
    }

    long whole(String field) {
        JsonNode value = json.path(field);
        if (!value.isNumber() || value.asLong() < 0) {
            throw missing(field, "a number, 0 or more");
        }
        return value.asLong();
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    Duration seconds(String field) {
        return Duration.ofSeconds(whole(field));
    }

    private AgentException.InvalidRequest missing(String field, String kind) {
        return new AgentException.InvalidRequest("the request for '"
                + json.path("action").asText("?") + "' needs " + field + ", " + kind + "; got " + json.path(field));
    }
}
