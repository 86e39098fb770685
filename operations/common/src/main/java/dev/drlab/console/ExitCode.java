package dev.drlab.console;

/** The exit codes, the same for every command. */
public final class ExitCode {
    /** The command did what it was asked, and every target was met. */
    public static final int TARGETS_MET = 0;

    /** It ran to its end, and a target was missed. */
    public static final int TARGET_MISSED = 1;

    /** It could not run, or not to its end. */
    public static final int COULD_NOT_RUN = 2;

    /** Ctrl-C or SIGTERM ended it; what a shell gives for Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
