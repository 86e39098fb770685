package dev.drlab.contract.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The configuration of every mapper: a text with anything behind its first value is refused, since what was written twice or
 * into one another must not be read as its first part. Each caller has a mapper of its own, so that nobody changes another's.
 */
public final class Json {
    private Json() {}

    /** A mapper. */
    public static JsonMapper mapper() {
        return builder().build();
    }

    /** For a mapper that is stricter or writes in another form. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** A member's whole number; empty where there is none, which is not 0. */
    public static Optional<Long> whole(JsonNode object, String name) {
        return object.hasNonNull(name) ? Optional.of(object.get(name).longValue()) : Optional.empty();
    }

    /** The texts of a list; none where there is no list. */
    public static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
