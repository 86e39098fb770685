package dev.drlab.statemachine.runner;

/** How an execution ended. */
public enum ExecutionStatus {
    /** It reached a terminal state. */
    SUCCEEDED,
    /** An error that no state caught. */
    FAILED,
    /** The machine's own TimeoutSeconds passed. */
    TIMED_OUT,
    /** It was cancelled; the journal can be resumed. */
    ABORTED
}
