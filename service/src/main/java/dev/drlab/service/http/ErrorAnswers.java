package dev.drlab.service.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers as JSON what never comes to a route: requests that are no HTTP, or too large for it. */
public final class ErrorAnswers implements Request.Handler {
    private final ObjectMapper mapper;
    private final Listener listener;

    /** Tells {@code listener} what the server's own answers were. */
    public ErrorAnswers(ObjectMapper mapper, Listener listener) {
        this.mapper = mapper;
        this.listener = listener;
    }

    /** Told of every such answer. */
    public interface Listener {
        /** One was given, with a status of 400 or more. */
        void answered(int status, String reason);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws JsonProcessingException {
        int status = response.getStatus();
        String reason = reason(request, status);
        listener.answered(status, reason);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        byte[] body = mapper.writeValueAsBytes(mapper.createObjectNode().put("error", reason));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    private static String reason(Request request, int status) {
        return Optional.ofNullable(request.getAttribute(ErrorHandler.ERROR_MESSAGE))
                .map(Object::toString)
                .or(() -> Optional.ofNullable((Throwable) request.getAttribute(ErrorHandler.ERROR_EXCEPTION))
                        .map(Throwable::getMessage))
                .orElseGet(() -> HttpStatus.getMessage(status));
    }
}
