package dev.drlab.workload;

/** What a request asks for. */
public enum RequestKind {
    /** A new row. */
    WRITE,
    /** A row that was acknowledged before. */
    READ
}
