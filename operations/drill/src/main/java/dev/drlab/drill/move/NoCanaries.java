package dev.drlab.drill.move;

import dev.drlab.drill.cloud.Canaries;
import java.time.Instant;
import java.util.Objects;

/**
 * No canaries.
 *
 * @param why a phrase
 */
public record NoCanaries(String why) implements Canaries {
    /** Refuses null. */
    public NoCanaries {
        Objects.requireNonNull(why, "why");
    }

    @Override
    public void begin() {
        // nothing is begun
    }

    @Override
    public Answer end(Instant event) {
        return Answer.unmeasured(why);
    }

    @Override
    public void close() {
        // nothing was begun
    }
}
