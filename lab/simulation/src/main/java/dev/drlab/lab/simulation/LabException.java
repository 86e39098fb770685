package dev.drlab.lab.simulation;

import dev.drlab.contract.failure.DescribedFailure;

/**
 * The lab could not do what was asked: a missing binary, a busy port, a second lab over the same data, a process that
 * did not start. The message is one line for a person: what failed, why, and what to do about it.
 */
public class LabException extends DescribedFailure {
    private static final long serialVersionUID = 1L;

    /** A failure that {@code message} explains completely. */
    public LabException(String message) {
        super(message);
    }

    /** A failure with the exception that caused it. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
