package dev.drlab.statemachine.runner;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of events of an execution. */
public enum EventType {
    /** Detail: {@code execution}, {@code input}, {@code definition {name, sha256}}. */
    EXECUTION_STARTED("ExecutionStarted"),
    /** A killed or aborted run goes on. Detail: {@code redriveCount}. */
    EXECUTION_RESUMED("ExecutionResumed"),
    /** Detail: {@code input}. */
    STATE_ENTERED("StateEntered"),
    /** Detail: {@code resource}, {@code arguments}. */
    TASK_SCHEDULED("TaskScheduled"),
    /** Detail: {@code result}. */
    TASK_SUCCEEDED("TaskSucceeded"),
    /** Detail: {@code error}, {@code cause}. */
    TASK_FAILED("TaskFailed"),
    /** A state is tried again. Detail: {@code error}, {@code cause}, {@code retry} (from 1), {@code delayMillis}. */
    RETRY("Retry"),
    /** Detail: {@code error}, {@code cause}, {@code next}. */
    CATCH("Catch"),
    /** A state boundary. Detail: {@code output}, {@code assigned}, and {@code next} if there is one. */
    STATE_EXITED("StateExited"),
    /** Detail: {@code output}. */
    EXECUTION_SUCCEEDED("ExecutionSucceeded"),
    /** Detail: {@code error}, {@code cause}. */
    EXECUTION_FAILED("ExecutionFailed"),
    /** The machine's TimeoutSeconds passed. Detail: {@code error}, {@code cause}. */
    EXECUTION_TIMED_OUT("ExecutionTimedOut"),
    /** The run was cancelled; it can be resumed. */
    EXECUTION_ABORTED("ExecutionAborted");

    private final String label;

    EventType(String label) {
        this.label = label;
    }

    /** The name in the journal, as Step Functions spells such names. */
    public String label() {
        return label;
    }

    /** The type that stands in the journal as {@code label}. */
    static Optional<EventType> labelled(String label) {
        return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
    }

    /** True for an end that cannot be resumed. */
    boolean isFinal() {
        return this == EXECUTION_SUCCEEDED || this == EXECUTION_FAILED || this == EXECUTION_TIMED_OUT;
    }
}
