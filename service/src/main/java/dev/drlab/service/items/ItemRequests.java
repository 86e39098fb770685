package dev.drlab.service.items;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.service.http.BodyReader;
import dev.drlab.service.http.ClientLimits;
import dev.drlab.service.request.ApiException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks what clients send. */
public final class ItemRequests {
    /** The longest value, in bytes of UTF-8. */
    static final int LONGEST_VALUE = 64 * 1024;
    /** The longest body, in bytes: every byte of the longest value escaped as six characters, and some room. */
    public static final int LONGEST_BODY = 6 * LONGEST_VALUE + 1024;

    static final int MOST_ITEMS = 1000;
    static final int USUAL_ITEMS = 100;

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final ObjectMapper mapper;
    private final BodyReader bodies;

    /** With the usual limits. */
    public ItemRequests(ObjectMapper mapper) {
        this(mapper, new BodyReader(ClientLimits.DEFAULT.body()));
    }

    /** With other limits. */
    public ItemRequests(ObjectMapper mapper, BodyReader bodies) {
        this.mapper = mapper;
        this.bodies = bodies;
    }

    /** The body, unless it is too long, too slow or broken. */
    byte[] body(Context ctx) throws ApiException {
        return bodies.read(ctx, LONGEST_BODY);
    }

    /** The value in {@code {"value": "…"}}. */
    String value(byte[] body) throws ApiException {
        JsonNode value = parse(body).get("value");
        if (value == null || !value.isTextual()) {
            throw ApiException.rejected(400, "\"value\" is missing or not a string; send {\"value\": \"…\"}");
        }
        String text = value.textValue();
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ApiException.rejected(
                    400, "\"value\" contains U+0000 or half a surrogate pair, which cannot be stored");
        }
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_VALUE) {
            throw ApiException.rejected(
                    413, "\"value\" has " + length + " bytes; " + LONGEST_VALUE + " is the most that is stored");
        }
        return text;
    }

    private JsonNode parse(byte[] body) throws ApiException {
        try {
            JsonNode json = mapper.readTree(BodyReader.utf8(body));
            if (json != null && json.isObject()) {
                return json;
            }
        } catch (JacksonException e) {
            throw ApiException.rejected(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        throw ApiException.rejected(400, "the body is not a JSON object; send {\"value\": \"…\"}");
    }

    /** The {@code Idempotency-Key}, if there is one. */
    Optional<String> idempotencyKey(Context ctx) throws ApiException {
        String key = ctx.header(HeaderNames.IDEMPOTENCY_KEY);
        if (key != null && !KEY.matcher(key).matches()) {
            throw ApiException.rejected(
                    400, HeaderNames.IDEMPOTENCY_KEY + " must be 1 to 200 visible ASCII characters without spaces");
        }
        return Optional.ofNullable(key);
    }

    /** The id in the path. */
    long id(Context ctx) throws ApiException {
        return wholeNumber("id", ctx.pathParam("id"), Long.MAX_VALUE);
    }

    /** How many items are asked for. */
    int limit(Context ctx) throws ApiException {
        String limit = ctx.queryParam("limit");
        return limit == null ? USUAL_ITEMS : (int) wholeNumber("limit", limit, MOST_ITEMS);
    }

    private static long wholeNumber(String name, String text, long most) throws ApiException {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below, together with the range
        }
        throw ApiException.rejected(400, name + " must be a whole number from 1 to " + most + ", got '" + text + "'");
    }
}
