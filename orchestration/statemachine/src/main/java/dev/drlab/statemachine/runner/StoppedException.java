package dev.drlab.statemachine.runner;

/** Unwinds a run, or a branch, that was told to stop. No state can catch it. */
final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final StopSignal.Reason reason;

    StoppedException(StopSignal.Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    StopSignal.Reason reason() {
        return reason;
    }
}
