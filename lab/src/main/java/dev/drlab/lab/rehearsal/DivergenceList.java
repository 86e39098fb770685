package dev.drlab.lab.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A list of diverged commits, as reprotect left it.
 *
 * @param keys idempotency keys of items
 * @param canaries numbers of canaries
 */
record DivergenceList(Set<String> keys, Set<Long> canaries) {
    /** @throws LabException when the file is not there or is no such list */
    static DivergenceList read(Path file) {
        ObjectMapper json = new ObjectMapper();
        Set<String> keys = new HashSet<>();
        Set<Long> canaries = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                JsonNode row = json.readTree(line);
                if (row.path("kind").asText().equals("item")) {
                    keys.add(row.path("idempotencyKey").asText());
                } else {
                    canaries.add(row.path("seq").asLong());
                }
            }
        } catch (IOException e) {
            throw new LabException("cannot read the list of diverged commits " + file + ": " + e.getMessage(), e);
        }
        return new DivergenceList(keys, canaries);
    }
}
