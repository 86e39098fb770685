package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a journal says of the run so far: everything that is needed to go on at its last state boundary. */
final class Replay {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;
    private final VisitLog visits = new VisitLog();
    private final Map<String, JsonNode> variables = new HashMap<>();
    private long wholeBytes;
    private long lastSequence;
    private int redriveCount;
    private ObjectNode start;
    private Instant startedAt;
    private EventType last;
    private ObjectNode lastBoundary;

    private Replay(Path path) {
        this.path = path;
    }

    /** @throws JournalException if a line other than the last, torn one is no event */
    static Replay of(Path path, byte[] content) {
        Replay replay = new Replay(path);
        for (byte[] line : wholeLines(content)) {
            replay.add(replay.parse(line));
            replay.wholeBytes += line.length + 1L;
        }
        return replay;
    }

    /** A last line without its line feed was torn by the kill; its event counts as not having happened. */
    private static List<byte[]> wholeLines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines.add(Arrays.copyOfRange(content, from, i));
                from = i + 1;
            }
        }
        return lines;
    }

    private ExecutionEvent parse(byte[] line) {
        try {
            JsonNode json = JSON.readTree(line);
            EventType type = EventType.labelled(json.path("type").asText())
                    .orElseThrow(() -> new IllegalArgumentException("unknown type " + json.path("type")));
            return new ExecutionEvent(
                    json.path("seq").longValue(),
                    Instant.parse(json.path("at").asText()),
                    type,
                    json.path("branch").asText(),
                    json.path("state").asText(),
                    (ObjectNode) json.path("detail"));
        } catch (IOException | RuntimeException e) {
            throw new JournalException(
                    path,
                    "line " + (lastSequence + 1) + " is damaged (" + new String(line, StandardCharsets.UTF_8)
                            + "); start the machine anew",
                    e);
        }
    }

    private void add(ExecutionEvent event) {
        if (event.sequence() != lastSequence + 1) {
            throw new JournalException(
                    path,
                    "line " + (lastSequence + 1) + " has the number " + event.sequence()
                            + ": lines are missing; start the machine anew");
        }
        lastSequence = event.sequence();
        last = event.type();
        visits.onEvent(event);
        switch (event.type()) {
            case EXECUTION_STARTED -> {
                start = event.detail();
                startedAt = event.at();
            }
            case EXECUTION_RESUMED ->
                redriveCount = event.detail().path("redriveCount").intValue();
            case STATE_EXITED -> {
                if (event.branch().isEmpty()) {
                    event.detail().path("assigned").properties().forEach(v -> variables.put(v.getKey(), v.getValue()));
                    lastBoundary = event.detail();
                }
            }
            default -> {}
        }
    }

    /** True when no event is whole: nothing has begun. */
    boolean isEmpty() {
        return start == null;
    }

    /** The end that cannot be resumed; empty when there is none. */
    Optional<EventType> finalEvent() {
        return Optional.ofNullable(last).filter(EventType::isFinal);
    }

    /** How many bytes the whole lines take. */
    long wholeBytes() {
        return wholeBytes;
    }

    long lastSequence() {
        return lastSequence;
    }

    int redriveCount() {
        return redriveCount;
    }

    String executionName() {
        return start.path("execution").asText();
    }

    JsonNode input() {
        return start.path("input");
    }

    String definitionName() {
        return start.path("definition").path("name").asText();
    }

    String definitionSha256() {
        return start.path("definition").path("sha256").asText();
    }

    Instant startedAt() {
        return startedAt;
    }

    Map<String, JsonNode> variables() {
        return Map.copyOf(variables);
    }

    VisitLog visits() {
        return visits;
    }

    /** The state to go on with; {@code startAt} before the first boundary, empty behind the last. */
    Optional<String> nextState(String startAt) {
        if (lastBoundary == null) {
            return Optional.of(startAt);
        }
        return Optional.ofNullable(lastBoundary.get("next")).map(JsonNode::textValue);
    }

    /** The state that the last boundary led to; empty before the first boundary and behind the last. */
    Optional<String> reached() {
        return Optional.ofNullable(lastBoundary)
                .map(boundary -> boundary.get("next"))
                .map(JsonNode::textValue);
    }

    /** What the last boundary handed on. */
    JsonNode boundaryOutput() {
        return lastBoundary == null
                ? input()
                : Optional.ofNullable(lastBoundary.get("output")).orElse(JsonNodeFactory.instance.nullNode());
    }
}
