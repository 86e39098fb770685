package dev.drlab.console;

import com.fasterxml.jackson.databind.JsonNode;

/** {@code divergence} of reprotect's output in words: what only the old database had. What is not known is never told as none. */
public final class DivergenceText {
    private DivergenceText() {}

    /**
     * Rows of drlab's own tables that only the old database had.
     *
     * @param divergence as in the output; without {@code items} it was not taken or not saved
     */
    public static String items(JsonNode divergence) {
        if (!divergence.hasNonNull("items")) {
            return "not known: " + divergence.path("reason").asText("the agent did not say why");
        }
        String list = divergence.path("list").asText();
        return divergence.path("items").asText() + " items and "
                + divergence.path("canaries").asText() + " canaries only in the old database"
                + (list.isEmpty() ? "" : ", listed in " + list);
    }

    /** Transactions of every application that only the old database had, by its write-ahead log. */
    public static String byWal(JsonNode divergence) {
        return divergence.path("wal").path("summary").asText("not counted: the agent made no account by WAL");
    }
}
