package dev.drlab.cli.lab.bench;

import java.util.function.Consumer;

/** One group of figures that belong together: measured in one go, against their limits. */
interface Bench {
    /** As {@code --only} takes it: lower case, short. */
    String name();

    /**
     * Measures {@code runs} times, 1 or more, and adds each figure once a run.
     *
     * @param place where it may keep data and reports
     * @param samples takes the figures
     * @param progress told in a line what is done and what was left out
     * @throws dev.drlab.lab.simulation.LabException when it could not measure
     * @throws InterruptedException at Ctrl-C; nothing is left running
     */
    void run(BenchPlace place, int runs, Samples samples, Consumer<String> progress) throws InterruptedException;
}
