package dev.drlab.cli;

/** What the exit codes mean. */
final class ExitCode {
    static final int TARGETS_MET = 0;
    static final int TARGET_MISSED = 1;
    static final int COULD_NOT_RUN = 2;

    private ExitCode() {}
}
