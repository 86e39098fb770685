package dev.drlab.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.service.request.ApiException;
import io.javalin.http.Context;

/** Writes JSON answers. */
public final class Answers {
    /** The attribute of a request under which an error answer leaves its message. */
    public static final String REASON = "reason";

    private static final String RETRY_AFTER_SECONDS = "1";

    private final ObjectMapper mapper;

    /** Writes JSON with {@code mapper}. */
    public Answers(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The mapper that it writes with. */
    public ObjectMapper mapper() {
        return mapper;
    }

    /** An empty object to fill. */
    public ObjectNode object() {
        return mapper.createObjectNode();
    }

    /** Answers with a body. */
    public void send(Context ctx, int status, ObjectNode body) {
        try {
            if (status == 503) {
                ctx.header("Retry-After", RETRY_AFTER_SECONDS);
            }
            ctx.status(status).contentType("application/json").result(mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an answer as JSON", e);
        }
    }

    /** Answers with {@code {"error": message}}. */
    public void error(Context ctx, int status, String message) {
        error(ctx, ApiException.rejected(status, message));
    }

    /** The same for a refusal, with its headers. */
    public void error(Context ctx, ApiException e) {
        ctx.attribute(REASON, e.getMessage());
        ObjectNode body = object().put("error", e.getMessage());
        e.outcome().ifPresent(outcome -> body.put("outcome", outcome.label()));
        send(ctx, e.status(), body);
    }
}
