package dev.drlab.service;

/** The database did not do what was asked. */
final class StoreException extends Exception {
    /** What is known of the row. */
    enum Outcome {
        /** It was not written. */
        NOT_WRITTEN("not-written"),
        /** The database may or may not have committed it. */
        UNKNOWN("unknown");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The value of {@code outcome} in answers. */
        String label() {
            return label;
        }
    }

    private final Outcome outcome;
    private final boolean databaseSuspect;

    StoreException(String message, Outcome outcome, boolean databaseSuspect, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.databaseSuspect = databaseSuspect;
    }

    Outcome outcome() {
        return outcome;
    }

    /** True when the database, not the request, seems to be at fault. */
    boolean databaseSuspect() {
        return databaseSuspect;
    }
}
