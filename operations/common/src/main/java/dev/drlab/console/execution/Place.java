package dev.drlab.console.execution;

import dev.drlab.console.Shell;
import java.util.ArrayList;
import java.util.List;

/**
 * Where executions run, as commands name it.
 *
 * @param group of the commands that run them there, such as {@code break-glass}; empty for a lab's own
 * @param options with which a command finds the same place again, such as {@code --home DIR}
 */
public record Place(String group, List<String> options) {
    /** Copies the list. */
    public Place {
        options = List.copyOf(options);
    }

    /** The command that does what the words say, as the shell takes it. */
    public String command(List<String> words) {
        List<String> line = new ArrayList<>(List.of("./drlab"));
        if (!group.isEmpty()) {
            line.add(group);
        }
        line.addAll(words);
        line.addAll(options);
        return Shell.line(line);
    }

    /** How a message of these commands begins. */
    String prefix() {
        return group.isEmpty() ? "drlab: " : "drlab: " + group + ": ";
    }
}
