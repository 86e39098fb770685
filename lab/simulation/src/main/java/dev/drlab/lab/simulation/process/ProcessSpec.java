package dev.drlab.lab.simulation.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A process to start.
 *
 * @param name how people call the process in messages, such as {@code postgres ap-southeast-2}; no tabs or newlines
 * @param command the program and its arguments; the program is looked up in {@code PATH}
 * @param environment the whole environment, to which only {@code PATH}, {@code HOME} and the lab's marker are added: a
 *     child does not depend on the shell that started the lab
 * @param logFile where standard output and error are appended; its directory is created
 * @param ownedDirectory a directory that only this process and its descendants have as their working directory, as
 *     PostgreSQL's processes have their data directory: by it, descendants whose parent is gone are still found
 */
public record ProcessSpec(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path logFile,
        Optional<Path> ownedDirectory) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException for an empty command or a name with control characters
     */
    public ProcessSpec {
        Objects.requireNonNull(logFile, "logFile");
        Objects.requireNonNull(ownedDirectory, "ownedDirectory");
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("the command of " + name + " is empty: name a program");
        }
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a process needs a printable name, not '" + name + "'");
        }
    }

    /** A process that owns no directory. */
    public ProcessSpec(String name, List<String> command, Map<String, String> environment, Path logFile) {
        this(name, command, environment, logFile, Optional.empty());
    }
}
