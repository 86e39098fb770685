package dev.drlab.readiness.check;

/** The weight of a finding for the question whether the region could take over. */
public enum Severity {
    /** A move would be refused, lose more than the target, or end without what it needs. */
    BLOCKS,
    /** A move would work; something beside it would not, or soon not. */
    WARNS
}
