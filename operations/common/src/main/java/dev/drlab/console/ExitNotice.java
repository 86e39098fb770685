package dev.drlab.console;

import java.util.function.Supplier;

/** Says one line when Ctrl-C (or a plain kill) ends the process while it is open. The signal's exit code stays. */
public final class ExitNotice implements AutoCloseable {
    private final Thread hook;

    /** Asks for the line when the signal comes. */
    public ExitNotice(Supplier<String> line) {
        hook = new Thread(() -> System.err.println(line.get()), "drlab-exit-notice");
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
