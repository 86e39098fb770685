package dev.drlab.workload;

/** The kinds of requests. */
public enum RequestKind {
    /** A new row. */
    WRITE,
    /** A row that was acknowledged before. */
    READ
}
