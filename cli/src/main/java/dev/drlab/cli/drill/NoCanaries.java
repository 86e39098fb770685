package dev.drlab.cli.drill;

import java.util.Objects;

/**
 * No canaries.
 *
 * @param why a phrase
 */
record NoCanaries(String why) implements Canaries {
    /** Refuses null. */
    NoCanaries {
        Objects.requireNonNull(why, "why");
    }

    @Override
    public void begin() {
        // nothing is begun
    }

    @Override
    public Answer end() {
        return Answer.unmeasured(why);
    }

    @Override
    public void close() {
        // nothing was begun
    }
}
