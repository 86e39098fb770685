package dev.drlab.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;

/** Causes, as people read them. */
public final class Failure {
    private static final int BRIEF = 200;
    private static final ObjectMapper JSON = Json.mapper();

    private Failure() {}

    /** A function's cause is its error document; its message is in there. */
    public static String message(String cause) {
        if (!cause.startsWith("{")) {
            return cause;
        }
        try {
            JsonNode message = JSON.readTree(cause).path("errorMessage");
            return message.isTextual() ? message.textValue() : cause;
        } catch (JsonProcessingException e) {
            return cause; // only looks like a document
        }
    }

    /** One line, cut where it gets long. */
    public static String brief(String cause) {
        String line = OneLine.of(cause);
        return line.length() <= BRIEF ? line : line.substring(0, BRIEF) + " …";
    }
}
