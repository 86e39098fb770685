package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The run so far, from its journal: everything that is needed to go on at its last state boundary. */
final class Replay {
    private final Path path;
    private final VisitLog visits = new VisitLog();
    private final Map<String, JsonNode> variables = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private long wholeBytes;
    private long lastSequence;
    private String lastSum = JournalLine.BEGINNING;
    private int redriveCount;
    private ObjectNode start;
    private Instant startedAt;
    private EventType last;
    private boolean caught;
    private ObjectNode lastBoundary;

    private Replay(Path path) {
        this.path = path;
    }

    /** @throws JournalException if a line other than the last, torn one is damaged, or lines are missing */
    static Replay of(Path path, byte[] content) {
        Replay replay = new Replay(path);
        for (byte[] line : wholeLines(content)) {
            replay.add(replay.parse(line));
            replay.wholeBytes += line.length + 1L;
        }
        replay.requireTorn(Arrays.copyOfRange(content, (int) replay.wholeBytes, content.length));
        return replay;
    }

    /** A line that a kill tore is less than a whole line; one behind which another byte stands was overwritten. */
    private void requireTorn(byte[] rest) {
        if (rest.length == 0) {
            return;
        }
        try {
            JournalLine.read(Arrays.copyOf(rest, rest.length - 1), lastSum);
        } catch (IllegalArgumentException torn) {
            return;
        }
        throw damaged("its line feed was overwritten");
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
            JournalLine read = JournalLine.read(line, lastSum);
            lastSum = read.sum();
            return read.event();
        } catch (IllegalArgumentException e) {
            throw damaged(e.getMessage());
        }
    }

    private JournalException damaged(String how) {
        return new JournalException(
                path,
                "line " + (lastSequence + 1) + " is damaged: " + how
                        + ". Nothing was resumed; bring the file back from a"
                        + " copy, or start the machine anew, which finds out what was done already");
    }

    private void add(ExecutionEvent event) {
        if (event.sequence() != lastSequence + 1) {
            throw new JournalException(
                    path,
                    "line " + (lastSequence + 1) + " has the number " + event.sequence()
                            + ": lines are missing. Nothing was resumed; bring the file back from a copy, or start the"
                            + " machine anew, which finds out what was done already");
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
            case STATE_ENTERED -> caught &= !event.branch().isEmpty();
            case CATCH -> caught |= event.branch().isEmpty();
            case STATE_EXITED -> {
                if (event.branch().isEmpty()) {
                    event.detail().path("assigned").properties().forEach(v -> variables.put(v.getKey(), v.getValue()));
                    lastBoundary = event.detail();
                    if (!caught) {
                        completed.add(event.state());
                    }
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

    /** The checksum that the next line is chained to. */
    String lastSum() {
        return lastSum;
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

    /** The machine's own states that completed, other than by a Catch. */
    Set<String> completed() {
        return Set.copyOf(completed);
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

    /** The output of the last boundary. */
    JsonNode boundaryOutput() {
        return lastBoundary == null
                ? input()
                : Optional.ofNullable(lastBoundary.get("output")).orElse(JsonNodeFactory.instance.nullNode());
    }
}
