package dev.drlab.cli;

import java.util.function.Supplier;

/** Says one line when Ctrl-C (or a plain kill) ends the process while it is open. The signal's exit code stays. */
final class LastWords implements AutoCloseable {
    private final Thread hook;

    LastWords(Supplier<String> line) {
        hook = new Thread(() -> System.err.println(line.get()), "drlab-last-words");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came: they are being said.
        }
    }
}
