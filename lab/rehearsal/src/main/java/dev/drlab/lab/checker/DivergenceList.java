package dev.drlab.lab.checker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A list of diverged commits, as reprotect left it.
 *
 * @param keys idempotency keys of items
 * @param canaries numbers of canaries
 */
public record DivergenceList(Set<String> keys, Set<Long> canaries) {
    /** Keeps copies. */
    public DivergenceList {
        keys = Set.copyOf(keys);
        canaries = Set.copyOf(canaries);
    }

    /**
     * Reads every list in a directory as one; none when there is no such directory.
     *
     * @throws LabException when one of the files is no such list
     */
    public static DivergenceList readAll(Path directory) {
        Set<String> keys = new HashSet<>();
        Set<Long> canaries = new HashSet<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.map(DivergenceList::read).forEach(list -> {
                    keys.addAll(list.keys());
                    canaries.addAll(list.canaries());
                });
            } catch (IOException e) {
                throw new LabException("cannot read the lists in " + directory + ": " + e.getMessage(), e);
            }
        }
        return new DivergenceList(keys, canaries);
    }

    /**
     * Reads the list that reprotect wrote.
     *
     * @throws LabException when the file is not there or is no such list
     */
    public static DivergenceList read(Path file) {
        ObjectMapper json = Json.mapper();
        Set<String> keys = new HashSet<>();
        Set<Long> canaries = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode row = json.readTree(line);
                switch (row.path("kind").asText()) {
                    case "item" -> keys.add(row.path("idempotencyKey").asText());
                    case "canary" -> canaries.add(row.path("seq").asLong());
                    case "wal", "relation" -> {
                        // the account of every application's transactions has no rows
                    }
                    default -> throw new LabException("unknown kind of line in " + file + ": " + line);
                }
            }
        } catch (IOException e) {
            throw new LabException("cannot read the list of diverged commits " + file + ": " + e.getMessage(), e);
        }
        return new DivergenceList(keys, canaries);
    }
}
