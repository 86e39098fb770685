package dev.drlab.verifier.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures that did not end the run; one entry for each kind, with how often. Safe for use by several threads. */
final class Warnings {
    private static final Logger LOG = LoggerFactory.getLogger(Warnings.class);

    private final Map<String, Kind> kinds = new LinkedHashMap<>();

    /** Notes a failure; the log gets the first of each kind. */
    synchronized void add(String kind, String message) {
        Kind before = kinds.get(kind);
        if (before == null) {
            LOG.warn("{}: {}", kind, message);
        }
        kinds.put(kind, new Kind(message, before == null ? 1 : before.times + 1));
    }

    /** One line for each kind: its last message, and how often it came. */
    synchronized List<String> lines() {
        return kinds.entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue().message
                        + (e.getValue().times > 1 ? " (" + e.getValue().times + " times)" : ""))
                .toList();
    }

    private record Kind(String message, int times) {}
}
