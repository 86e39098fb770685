package dev.drlab.statemachine.aws;

import java.util.Objects;

/** A task that failed, as Step Functions names it. */
public final class TaskError extends Exception {
    /** The error of a call that took too long. */
    public static final String TIMEOUT = "States.Timeout";
    /** The error of a task that failed outside of what a service models. */
    public static final String TASK_FAILED = "States.TaskFailed";
    /** The error of a task that Step Functions itself could not run. */
    public static final String RUNTIME = "States.Runtime";

    private static final long serialVersionUID = 1L;

    private final String error;

    /** A failure that Retry and Catch see as {@code error}. */
    public TaskError(String error, String cause, Throwable origin) {
        super(cause, origin);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** The name that Retry and Catch match, e.g. {@code Rds.DbInstanceNotFoundException}. */
    public String error() {
        return error;
    }
}
