package dev.drlab.lab.simulation.process;

import dev.drlab.contract.waiting.Uninterrupted;
import dev.drlab.lab.simulation.LabException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sends the signals that Java cannot send itself, through the shell's own {@code kill}. */
final class Signals {
    private Signals() {}

    /**
     * Sends {@code signal} (a name without SIG, such as {@code STOP}) to each pid; a pid that is already gone is no
     * error.
     */
    static void send(String signal, Collection<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "kill -s \"$0\" \"$@\" 2>/dev/null || true", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Uninterrupted.await(shell::waitFor); // a signal must not be left half sent
        } catch (IOException e) {
            throw new LabException("cannot send SIG" + signal + ": no shell to run (" + e.getMessage() + ")", e);
        }
    }
}
