package dev.drlab.planreview.rules;

/** The verdicts of a review, the worst first. */
public enum Verdict {
    /** Not all could be judged: whatever else was found, this is no all-clear. */
    NOT_JUDGED,
    /** Something must not be applied before a person has decided that it is meant. */
    CRITICAL,
    /** A person has to look. */
    WARNING,
    /** Something would change, and no rule objects. */
    NO_OBJECTION,
    /** Nothing would change. */
    NO_CHANGES
}
