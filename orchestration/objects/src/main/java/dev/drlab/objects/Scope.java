package dev.drlab.objects;

import java.util.Objects;

/**
 * Which keys are restored.
 *
 * @param prefix keys that begin with this; empty for all
 * @param exact true when only the key that equals the prefix is meant
 */
public record Scope(String prefix, boolean exact) {
    /** @throws IllegalArgumentException when one key is meant, but none is given */
    public Scope {
        Objects.requireNonNull(prefix, "prefix");
        if (exact && prefix.isEmpty()) {
            throw new IllegalArgumentException("key is empty; give the key that is to be restored");
        }
    }

    /** Every key of the bucket. */
    public static Scope everything() {
        return new Scope("", false);
    }

    /** Every key that begins with {@code prefix}. */
    public static Scope prefix(String prefix) {
        return new Scope(prefix, false);
    }

    /** One key. */
    public static Scope key(String key) {
        return new Scope(key, true);
    }

    boolean covers(String key) {
        return exact ? key.equals(prefix) : key.startsWith(prefix);
    }

    /** For people. */
    public String describe() {
        if (exact) {
            return "the key " + prefix;
        }
        return prefix.isEmpty() ? "every key" : "every key that begins with " + prefix;
    }
}
