package dev.drlab.planreview.plan;

/** A file is no plan that can be judged: the message says why, and how to make one. */
public final class PlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With cause and remedy, without the file's name. */
    public PlanException(String message) {
        super(message);
    }
}
