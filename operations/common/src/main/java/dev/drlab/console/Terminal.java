package dev.drlab.console;

import java.util.Optional;

/** Where a person may be asked. */
public interface Terminal {
    /** True when somebody sits there. */
    boolean isInteractive();

    /** Asks, and waits for a line; empty at the end of the input. */
    Optional<String> ask(String question);
}
