package dev.drlab.readiness;

import java.util.Collection;

/** Whether the region could take over. */
public enum Verdict {
    /** Every check that was asked for was made, and none failed. */
    READY("ready", 1),
    /** At least one check failed. */
    NOT_READY("not ready", 0),
    /** None failed, and at least one could not be made. */
    NOT_JUDGED("not judged", 0);

    private final String text;
    private final int metric;

    Verdict(String text, int metric) {
        this.text = text;
        this.metric = metric;
    }

    /** As shown to people. */
    public String text() {
        return text;
    }

    /** Of the metric {@code ready}: what was not judged is not ready. */
    public int metric() {
        return metric;
    }

    static Verdict of(Collection<Outcome> outcomes) {
        if (outcomes.contains(Outcome.FAILED)) {
            return NOT_READY;
        }
        boolean seen = outcomes.contains(Outcome.OK) || outcomes.contains(Outcome.WARNING);
        return outcomes.contains(Outcome.NOT_JUDGED) || !seen ? NOT_JUDGED : READY;
    }
}
