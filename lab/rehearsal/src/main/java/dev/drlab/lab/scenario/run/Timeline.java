package dev.drlab.lab.scenario.run;

import java.time.Instant;

/** Hears what happens while it happens. Called from several threads, one at a time. */
@FunctionalInterface
public interface Timeline {
    /**
     * @param at when it happened
     * @param name short and stable, such as {@code activate started}
     * @param detail the rest, may be empty
     */
    void event(Instant at, String name, String detail);
}
