package dev.drlab.workload.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The service's answer, as far as the traffic needs it: one object whose fields are simple values.
 *
 * @param result judged from status and body
 * @param status the HTTP status, 0 without an answer
 * @param id the row's id, -1 if the body has none
 * @param region the region, null if the body has none
 * @param epoch the epoch, -1 if the body has none
 */
public record Reply(Result result, int status, long id, String region, long epoch) {
    private static final JsonFactory JSON = new JsonFactory();

    static Reply failed(Result result) {
        return new Reply(result, 0, -1, null, -1);
    }

    /** Judges an answer to a write. */
    static Reply toWrite(int status, byte[] body) {
        Reply fields = parse(status, body);
        boolean complete = fields.id >= 0 && fields.region != null && fields.epoch >= 0;
        return status == 201 && complete ? fields.as(Result.OK) : fields;
    }

    /** Judges an answer to a read. */
    static Reply toRead(int status, byte[] body) {
        Reply fields = parse(status, body);
        return switch (status) {
            case 200 -> fields.as(Result.OK);
            case 404 -> fields.as(Result.MISSING);
            default -> fields;
        };
    }

    private Reply as(Result judged) {
        return new Reply(judged, status, id, region, epoch);
    }

    private static Reply parse(int status, byte[] body) {
        long id = -1;
        long epoch = -1;
        String region = null;
        Result result = status == 503 ? Result.UNAVAILABLE : Result.UNEXPECTED;
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Reply(result, status, id, region, epoch);
            }
            for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (field) {
                    case "id" -> id = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : -1;
                    case "epoch" -> epoch = value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : -1;
                    case "region" -> region = parser.getValueAsString();
                    case "outcome" ->
                        result = status == 503 && "unknown".equals(parser.getText()) ? Result.OUTCOME_UNKNOWN : result;
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // Not JSON: judged by its status alone, which is what this returns.
            return new Reply(result, status, -1, null, -1);
        }
        return new Reply(result, status, id, region, epoch);
    }
}
