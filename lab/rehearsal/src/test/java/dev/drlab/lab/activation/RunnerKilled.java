package dev.drlab.lab.activation;

/** Ends a run as a SIGKILL of the runner's process would: see ExecutionListener. */
final class RunnerKilled extends Error {
    private static final long serialVersionUID = 1L;

    RunnerKilled(String where) {
        super("the runner was killed behind " + where);
    }
}
