package dev.drlab.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One GET of a service's {@code /active}. Every region that is active answers it with 200, also one that has not heard of
 * its successor: so it counts only when the answer names the region and the epoch that are asked for.
 *
 * @param region that is to answer
 * @param epoch in which it is to be active
 */
record TrafficProbe(String region, long epoch) {
    /** Of an answer; what is longer is not the service's. */
    private static final int MOST_BYTES = 4096;

    /**
     * Asks, and never fails: {@code ok}; {@code status}, where there was an answer; {@code answeredBy}, {@code
     * region/epoch} of a 200 or what else it was; {@code error}, where there was none.
     *
     * @param timeout for the connection, and again for the answer
     */
    ObjectNode get(String url, Duration timeout) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            HttpURLConnection get = open(url, Math.toIntExact(timeout.toMillis()));
            try {
                int status = get.getResponseCode();
                answer.put("ok", false).put("status", status);
                return status == HttpURLConnection.HTTP_OK ? judge(answer, body(get)) : answer;
            } finally {
                get.disconnect();
            }
        } catch (IOException e) {
            return answer.put("ok", false).put("error", String.valueOf(e));
        }
    }

    /** On a connection of its own: one that is kept alive would stay with the region that it first reached. */
    private static HttpURLConnection open(String url, int timeoutMillis) throws IOException {
        HttpURLConnection get = (HttpURLConnection) URI.create(url).toURL().openConnection();
        get.setConnectTimeout(timeoutMillis);
        get.setReadTimeout(timeoutMillis);
        get.setRequestProperty("Connection", "close");
        return get;
    }

    private static String body(HttpURLConnection get) throws IOException {
        try (InputStream in = get.getInputStream()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private ObjectNode judge(ObjectNode answer, String body) {
        JsonNode said = parsed(body);
        JsonNode itsRegion = said.path("region");
        JsonNode itsEpoch = said.path("epoch");
        if (!itsRegion.isTextual() || !itsEpoch.isIntegralNumber()) {
            return answer.put("answeredBy", "one that names no region and epoch");
        }
        boolean meant = itsRegion.textValue().equals(region) && itsEpoch.longValue() == epoch;
        return answer.put("ok", meant).put("answeredBy", itsRegion.textValue() + "/" + itsEpoch.longValue());
    }

    private static JsonNode parsed(String body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
