package dev.drlab.lab.foreign;

import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rows that one run of pgbench saw committed, from its own log: one line a committed transaction, the client's number
 * first (PostgreSQL manual, pgbench, "Per-Transaction Logging"). A client counts its transactions from 1 and writes the
 * count into its row, so its n-th line is row n.
 */
final class Acknowledged {
    private Acknowledged() {}

    /**
     * Reads the logs of a run that has ended.
     *
     * @param prefix of the log files, as pgbench got it
     * @throws LabException when they cannot be read
     */
    static Set<OrderKey> of(int run, Path prefix) {
        Map<Integer, Integer> last = new HashMap<>();
        Set<OrderKey> rows = new HashSet<>();
        for (Path log : logs(prefix)) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.filter(line -> !line.isBlank()).forEach(line -> {
                    int client = Integer.parseInt(line.substring(0, line.indexOf(' ')));
                    rows.add(new OrderKey(run, client, last.merge(client, 1, Integer::sum)));
                });
            } catch (IOException e) {
                throw new LabException("pgbench's log " + log + " cannot be read: " + e.getMessage(), e);
            }
        }
        return rows;
    }

    private static List<Path> logs(Path prefix) {
        String name = prefix.getFileName() + ".";
        try (Stream<Path> files = Files.list(prefix.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .toList();
        } catch (IOException e) {
            throw new LabException("pgbench's logs at " + prefix + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
