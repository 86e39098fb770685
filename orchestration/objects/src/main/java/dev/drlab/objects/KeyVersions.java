package dev.drlab.objects;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * All versions and delete markers of one key, of which it keeps the two that matter: a key may have any number of them.
 *
 * <p>S3 cuts times to whole seconds and lists versions apart from delete markers, so a version and a delete marker of one
 * second cannot be put in order, unless one is the latest. The version then counts as the younger one: bringing back an
 * object too many does less harm than losing one.
 */
final class KeyVersions {
    private static final Comparator<ObjectVersion> YOUNGEST_FIRST = Comparator.comparing(ObjectVersion::latest)
            .thenComparing(ObjectVersion::lastModified)
            .reversed()
            .thenComparing(ObjectVersion::deleteMarker);

    private final String key;
    private final Instant at;
    private ObjectVersion current;
    private ObjectVersion then;
    private long count;

    /**
     * None so far.
     *
     * @param at the moment that the key is to be restored to
     */
    KeyVersions(String key, Instant at) {
        this.key = Objects.requireNonNull(key, "key");
        this.at = Objects.requireNonNull(at, "at");
    }

    /** Takes the next one; each kind comes youngest first. */
    void add(ObjectVersion entry) {
        count++;
        current = younger(current, entry);
        if (!entry.lastModified().isAfter(at)) {
            then = younger(then, entry);
        }
    }

    /** Of two that cannot be put in order, the one that was listed first. */
    private static ObjectVersion younger(ObjectVersion known, ObjectVersion next) {
        return known == null || YOUNGEST_FIRST.compare(next, known) < 0 ? next : known;
    }

    /** The key. */
    String key() {
        return key;
    }

    /** How many there are. */
    long count() {
        return count;
    }

    /** The version that a read of the key finds now; there is at least one. */
    ObjectVersion current() {
        return Objects.requireNonNull(current, "current");
    }

    /** The version that a read of the key found at the moment; empty where it did not exist. */
    Optional<ObjectVersion> atTheMoment() {
        return Optional.ofNullable(then).filter(entry -> !entry.deleteMarker());
    }
}
