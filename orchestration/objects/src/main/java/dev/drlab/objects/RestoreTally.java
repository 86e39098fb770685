package dev.drlab.objects;

import java.util.EnumMap;
import java.util.Map;

/** How many keys need which action, and how many bytes are copied for it. Safe for use by several threads. */
public final class RestoreTally {
    private final Map<Step.Action, Long> keys = new EnumMap<>(Step.Action.class);
    private long bytes;
    private long versions;
    private long unreadable;
    private long inParts;

    synchronized void add(Step step, long entries) {
        keys.merge(step.action(), 1L, Long::sum);
        bytes += step.bytes();
        versions += entries;
        if (step.target().map(ObjectVersion::inParts).orElse(false)) {
            inParts++;
        }
    }

    /** A key of which cannot be told what it needs. */
    synchronized void addUnreadable(long entries) {
        unreadable++;
        versions += entries;
    }

    /** Keys of which could not be told what they need: the bucket refused to say. */
    public synchronized long unreadable() {
        return unreadable;
    }

    /** Keys whose version of the moment was uploaded in parts, so that S3 dates it by the beginning of its upload. */
    public synchronized long inParts() {
        return inParts;
    }

    /** Keys that need this action. */
    public synchronized long keys(Step.Action action) {
        return keys.getOrDefault(action, 0L);
    }

    /** Keys that were looked at. */
    public synchronized long keys() {
        return unreadable + keys.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Keys that are written to. */
    public synchronized long writes() {
        return keys.entrySet().stream()
                .filter(entry -> entry.getKey().writes())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Bytes that are copied within the bucket. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Versions and delete markers that were listed. */
    public synchronized long versions() {
        return versions;
    }
}
