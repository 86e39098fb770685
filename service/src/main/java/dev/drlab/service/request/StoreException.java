package dev.drlab.service.request;

/** The database did not do what was asked. */
public final class StoreException extends Exception {
    /** The outcomes of a write, as far as they are known. */
    public enum Outcome {
        /** It was not written. */
        NOT_WRITTEN("not-written"),
        /** The database may or may not have committed it. */
        UNKNOWN("unknown");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The value of {@code outcome} in answers. */
        public String label() {
            return label;
        }
    }

    private final Outcome outcome;
    private final boolean databaseSuspect;

    /** Tells what became of the write, and whether the database may be ill. */
    public StoreException(String message, Outcome outcome, boolean databaseSuspect, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
        this.databaseSuspect = databaseSuspect;
    }

    /** The outcome of the write. */
    public Outcome outcome() {
        return outcome;
    }

    /** True when the database, not the request, seems to be at fault. */
    public boolean databaseSuspect() {
        return databaseSuspect;
    }
}
