package dev.drlab.lab.simulation.postgres;

import java.nio.file.Path;
import java.util.Objects;

/**
 * One server.
 *
 * @param name how messages and {@code cluster_name} call it, such as {@code ap-southeast-2}
 * @param directory holds its data ({@code data}) and its log ({@code postgres.log}); below the lab's home
 * @param port on 127.0.0.1; the same over all restarts
 * @param superuserPassword of the role {@code postgres}, which only the lab's control plane uses
 */
public record PostgresSettings(String name, Path directory, int port, String superuserPassword) {
    /** Checks the parts. */
    public PostgresSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(superuserPassword, "superuserPassword");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }
}
