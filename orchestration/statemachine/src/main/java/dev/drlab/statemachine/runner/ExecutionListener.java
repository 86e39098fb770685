package dev.drlab.statemachine.runner;

/** Sees every event as it happens. */
@FunctionalInterface
public interface ExecutionListener {
    /** Does nothing. */
    ExecutionListener NONE = event -> {};

    /**
     * Called once for each event, in order, after it was written to the journal and before anything else happens; the
     * execution waits, so it should be quick. An exception is logged and changes nothing. An {@link Error} ends the run
     * at once as a kill of the process would: nothing more is written, and {@code run} throws it.
     */
    void onEvent(ExecutionEvent event);
}
