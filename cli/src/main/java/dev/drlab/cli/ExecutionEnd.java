package dev.drlab.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an execution that succeeded came to, in sentences. */
final class ExecutionEnd {
    private ExecutionEnd() {}

    /** The first says what the region is now; the others what the reader must know beside it, one each. */
    static List<String> sentences(String verb, JsonNode output) {
        List<String> sentences = new ArrayList<>();
        String region = output.path("region").asText();
        if (verb.equals("activate")) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s is the writer at epoch %s; it took writes %.1f s after the beginning.",
                    region,
                    output.path("epoch").asText(),
                    output.path("writableAfterSeconds").asDouble()));
            if (output.path("fence").isObject()) {
                sentences.add("The other region: record "
                        + output.path("fence").path("record").asText() + ", database "
                        + output.path("fence").path("database").asText() + ".");
            }
        } else {
            sentences.add(region + (output.path("alreadyProtected").asBoolean() ? " was" : " is") + " the standby of "
                    + output.path("peer").asText() + " at epoch "
                    + output.path("epoch").asText()
                    + (output.path("alreadyProtected").asBoolean() ? " already; nothing was changed." : "."));
            saved(output, sentences);
        }
        output.path("warnings").forEach(warning -> sentences.add("Warning: " + warning.asText()));
        return List.copyOf(sentences);
    }

    private static void saved(JsonNode output, List<String> sentences) {
        if (!output.path("snapshot").asText().isEmpty()) {
            sentences.add("The old database is kept as snapshot "
                    + output.path("snapshot").asText() + ".");
        }
        if (!output.path("kept").asText().isEmpty()) {
            sentences.add("The old database is kept as instance "
                    + output.path("kept").asText() + ".");
        }
        if (!output.path("divergence").isEmpty()) {
            sentences.add("Divergence: " + DivergenceText.items(output.path("divergence")) + "; by its WAL: "
                    + DivergenceText.byWal(output.path("divergence")) + ".");
        }
    }
}
