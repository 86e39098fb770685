package dev.drlab.stacks.iam;

/** A policy uses something that this package does not know: to go on would mean to guess what AWS allows. */
public final class UnknownElementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownElementException(String where, String what) {
        super(where + ": " + what + " is not known to this evaluation: add it, with a test, before relying on it");
    }
}
