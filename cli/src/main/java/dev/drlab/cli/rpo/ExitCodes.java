package dev.drlab.cli.rpo;

/** How the commands of this package end. */
final class ExitCodes {
    /** The target was met. */
    static final int MET = 0;
    /** The target was missed. */
    static final int MISSED = 1;
    /** It could not run, or not to its end. */
    static final int COULD_NOT_RUN = 2;

    private ExitCodes() {}
}
