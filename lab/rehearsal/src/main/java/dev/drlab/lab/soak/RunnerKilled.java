package dev.drlab.lab.soak;

/** Ends a run as a SIGKILL of the runner's process would: see {@code ExecutionListener}. */
final class RunnerKilled extends Error {
    private static final long serialVersionUID = 1L;

    RunnerKilled(String place) {
        super("the runner was killed behind " + place);
    }
}
