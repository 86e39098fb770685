package dev.drlab.agent.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * The passwords that the agent takes from the database secret.
 *
 * @param admin of the role that the agent logs in as
 * @param writer of {@code drlab_writer}
 * @param reader of {@code drlab_reader}
 */
record Passwords(String admin, String writer, String reader) {
    private static final JsonMapper JSON = Json.mapper();

    /**
     * Reads {@code {"adminPassword": …, "writerPassword": …, "readerPassword": …}}; other members are left alone.
     *
     * @throws InvalidSecretException naming what is missing; never shows a value
     */
    static Passwords parse(String secretId, String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text == null ? "" : text);
        } catch (JsonProcessingException e) {
            throw new InvalidSecretException("the secret " + secretId + " is no JSON"); // the cause quotes its text
        }
        List<String> missing = new ArrayList<>();
        Passwords passwords = new Passwords(
                member(json, "adminPassword", missing),
                member(json, "writerPassword", missing),
                member(json, "readerPassword", missing));
        if (!missing.isEmpty()) {
            throw new InvalidSecretException("the secret " + secretId + " lacks " + String.join(", ", missing));
        }
        return passwords;
    }

    private static String member(JsonNode json, String name, List<String> missing) {
        String value = json.path(name).asText("");
        if (value.isBlank()) {
            missing.add(name);
        }
        return value;
    }

    /** Passwords stay out of logs. */
    @Override
    public String toString() {
        return "Passwords[…]";
    }
}
