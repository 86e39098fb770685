package dev.drlab.bootstrap;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs other programs. */
interface Commands {
    /**
     * Runs a program to its end and gives its exit code; what it prints goes to this program's standard error.
     *
     * @param command the program and its arguments; never a secret, because others can see them
     * @param input for its standard input
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted; the program is ended then
     */
    int run(List<String> command, Optional<String> input) throws IOException, InterruptedException;
}
