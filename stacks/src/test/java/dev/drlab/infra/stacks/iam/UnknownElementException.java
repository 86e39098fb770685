package dev.drlab.infra.stacks.iam;

/** A policy has an element that this package does not support: continuing would mean guessing AWS's decision. */
public final class UnknownElementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownElementException(String where, String what) {
        super(where + ": " + what + " is not known to this evaluation: add it, with a test, before relying on it");
    }
}
