package dev.drlab.lab;

/** Hears what a lab is doing, for a person to read. */
@FunctionalInterface
public interface LabProgress {
    /** Hears nothing. */
    LabProgress NONE = (name, detail) -> {};

    /**
     * Called at each step, from several threads.
     *
     * @param name short and stable
     * @param detail the rest, may be empty
     */
    void step(String name, String detail);
}
