package dev.drlab.report.html;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Quantity;

/** Full recovery, in the words of a table's cells. */
final class ServiceWords {
    private ServiceWords() {}

    /** When the service was back. */
    static String back(FullRecovery full) {
        return full.reached()
                ? Quantity.duration(full.seconds())
                : "not within " + Quantity.duration(full.watchedSeconds());
    }

    /** When that kind of requests was back. */
    static String back(FullRecovery.Kind kind) {
        return kind.seconds() == null ? "not back" : Quantity.duration(kind.seconds());
    }

    /** How many of that kind failed. */
    static String failed(FullRecovery.Kind kind) {
        return Quantity.number(kind.failed()) + " of " + Quantity.number(kind.requests());
    }

    /** The sentence on what came after it. */
    static String later(FullRecovery full) {
        return full.laterSecondsBelow() == 0
                ? "never below 99 % again"
                : Quantity.count(full.laterSecondsBelow(), "later second") + " below 99 %";
    }
}
