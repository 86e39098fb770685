package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.AgentAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the fields of a request, and refuses it by the field's name. */
record Request(JsonNode json) {
    String action() {
        return text(AgentAction.FIELD);
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

    /** Empty when the field is not there. */
    OptionalLong optionalWhole(String field) {
        return json.path(field).isMissingNode() ? OptionalLong.empty() : OptionalLong.of(whole(field));
    }

    boolean flag(String field) {
        return json.path(field).asBoolean(false);
    }

    /**
     * The field {@code unfencedRoles}: a list of objects with {@code role} and {@code reason}; empty when it is not there.
     */
    List<UnfencedRole> unfencedRoles() {
        JsonNode value = json.path("unfencedRoles");
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw missing("unfencedRoles", "a list of objects with role and reason");
        }
        List<UnfencedRole> roles = new ArrayList<>();
        for (JsonNode role : value) {
            if (!role.path("role").isTextual() || !role.path("reason").isTextual()) {
                throw missing("unfencedRoles", "a list of objects with role and reason");
            }
            try {
                roles.add(new UnfencedRole(
                        role.path("role").textValue(), role.path("reason").textValue()));
            } catch (IllegalArgumentException e) {
                throw new AgentException.InvalidRequest(e.getMessage());
            }
        }
        return List.copyOf(roles);
    }

    Duration seconds(String field) {
        return Duration.ofSeconds(whole(field));
    }

    private AgentException.InvalidRequest missing(String field, String kind) {
        return new AgentException.InvalidRequest(
                "the request for '" + json.path(AgentAction.FIELD).asText("?") + "' needs " + field + ", " + kind
                        + "; got " + json.path(field));
    }
}
