package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.statemachine.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An execution, from its journal, for whoever has to decide whether to resume it.
 *
 * @param journal the file
 * @param execution the execution's name
 * @param definition the definition's name
 * @param sha256 of the definition's bytes, lower-case hex
 * @param input the execution's input
 * @param startedAt when it was first started
 * @param redriveCount how often it was resumed
 * @param next the state that the last completed one led to; empty before the first boundary and behind the last
 * @param completed the machine's own states that completed, other than by a Catch
 * @param variables the machine's own, as they are behind the last completed state
 * @param end how it ended, when it cannot be resumed
 */
public record JournalSummary(
        Path journal,
        String execution,
        String definition,
        String sha256,
        JsonNode input,
        Instant startedAt,
        int redriveCount,
        Optional<String> next,
        Set<String> completed,
        Map<String, JsonNode> variables,
        Optional<EventType> end) {
    /** @throws NullPointerException if a component is null */
    public JournalSummary {
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(execution, "execution");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(next, "next");
        completed = Set.copyOf(completed);
        variables = Map.copyOf(variables);
        Objects.requireNonNull(end, "end");
    }

    /**
     * Reads {@code journal} and leaves it as it is, also while a run has it open.
     *
     * @throws JournalException if it cannot be read, holds no execution, or has damage other than a torn last line
     */
    public static JournalSummary read(Path journal) {
        try {
            return of(journal, Replay.of(journal, Files.readAllBytes(journal)));
        } catch (NoSuchFileException e) {
            throw new JournalException(journal, "there is no such file");
        } catch (IOException e) {
            throw new JournalException(journal, "cannot be read", e);
        }
    }

    static JournalSummary of(Path journal, Replay replay) {
        if (replay.isEmpty()) {
            throw new JournalException(journal, "holds no execution; run one");
        }
        return new JournalSummary(
                journal,
                replay.executionName(),
                replay.definitionName(),
                replay.definitionSha256(),
                replay.input(),
                replay.startedAt(),
                replay.redriveCount(),
                replay.reached(),
                replay.completed(),
                replay.variables(),
                replay.finalEvent());
    }

    /**
     * Makes sure that a runner of {@code current} can go on with it.
     *
     * @throws JournalException if the execution has ended, or is one of another definition
     */
    public void requireResumableBy(Definition current) {
        end.ifPresent(how -> {
            throw new JournalException(
                    journal, "its execution '" + execution + "' has ended (" + how.label() + "); run a new one");
        });
        if (!sha256.equals(current.sha256())) {
            throw new JournalException(
                    journal,
                    "was written by another version of '" + definition + "' (SHA-256 " + sha256 + ", now "
                            + current.sha256() + "); resume with that version, or run a new execution");
        }
    }
}
