package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.digest.Sha256;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of a journal: a JSON object whose last member, {@code sum}, is the checksum of everything before it, chained to
 * the line before. A byte that was changed anywhere, a line that was taken out and one that was put in do not go unnoticed.
 *
 * @param event what the line says
 * @param sum its checksum, to which the next line is chained
 */
record JournalLine(ExecutionEvent event, String sum) {
    /** The checksum that the first line is chained to. */
    static final String BEGINNING = "";

    private static final int SUM_BYTES = 8;
    private static final byte[] SUM_MEMBER = ",\"sum\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.UTF_8);
    private static final int TAIL = SUM_MEMBER.length + 2 * SUM_BYTES + END.length;
    private static final ObjectMapper JSON = Json.mapper();

    /** The line for {@code event}, without its line feed. */
    static String write(ExecutionEvent event, String previousSum) throws JsonProcessingException {
        String object = JSON.writeValueAsString(event.json());
        String content = object.substring(0, object.length() - 1); // without the closing brace
        String sum = sum(previousSum, content.getBytes(StandardCharsets.UTF_8));
        return content + new String(SUM_MEMBER, StandardCharsets.UTF_8) + sum + new String(END, StandardCharsets.UTF_8);
    }

    /** The checksum of a line that {@link #write} made. */
    static String sumOf(String line) {
        return line.substring(line.length() - END.length - 2 * SUM_BYTES, line.length() - END.length);
    }

    /**
     * Reads a line, without its line feed.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static JournalLine read(byte[] line, String previousSum) {
        int contentLength = line.length - TAIL;
        if (contentLength < 0
                || !Arrays.equals(
                        line, contentLength, contentLength + SUM_MEMBER.length, SUM_MEMBER, 0, SUM_MEMBER.length)
                || !Arrays.equals(line, line.length - END.length, line.length, END, 0, END.length)) {
            throw new IllegalArgumentException("it does not end in a checksum");
        }
        String sum = sum(previousSum, Arrays.copyOf(line, contentLength));
        if (!sum.equals(sumOf(new String(line, StandardCharsets.ISO_8859_1)))) {
            throw new IllegalArgumentException("its checksum is not that of its content behind the line before");
        }
        try {
            return new JournalLine(ExecutionEvent.parse(JSON.readTree(line)), sum);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("it is no event: " + e.getMessage(), e);
        }
    }

    private static String sum(String previousSum, byte[] content) {
        return Sha256.hex(previousSum.getBytes(StandardCharsets.UTF_8), content).substring(0, 2 * SUM_BYTES);
    }
}
