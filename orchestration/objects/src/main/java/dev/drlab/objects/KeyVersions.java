package dev.drlab.objects;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * All versions and delete markers of one key, of which it keeps those that matter: a key may have any number of them.
 *
 * <p>Among versions, and among delete markers, the order of the listing counts, not their times: a bucket lists first
 * what it takes for the youngest, and a version that was uploaded in parts has the time of the beginning of its upload.
 * A version that is listed before one younger than the moment was stored after the moment, whatever its own time says.
 *
 * <p>Between a version and a delete marker only times tell, as the two kinds are listed apart; a version was not stored
 * before those that are listed after it. S3 cuts times to whole seconds, so a version and a delete marker of one second
 * cannot be put in order, unless one is the latest. The version then counts as the younger one: bringing back an object
 * too many does less harm than losing one.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">ListObjectVersions</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">Object metadata</a>
 */
final class KeyVersions {
    private final String key;
    private final Instant at;
    private final Youngest current = new Youngest();
    private final Youngest then = new Youngest();
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
        current.of(entry).add(entry);
        if (entry.lastModified().isAfter(at)) {
            then.of(entry).forget();
        } else {
            then.of(entry).add(entry);
        }
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
        return Objects.requireNonNull(current.entry(), "current");
    }

    /** The version that a read of the key found at the moment; empty where it did not exist. */
    Optional<ObjectVersion> atTheMoment() {
        return Optional.ofNullable(then.entry()).filter(entry -> !entry.deleteMarker());
    }

    /** The youngest of versions and delete markers. */
    private static final class Youngest {
        private final OfOneKind version = new OfOneKind();
        private final OfOneKind marker = new OfOneKind();

        private OfOneKind of(ObjectVersion entry) {
            return entry.deleteMarker() ? marker : version;
        }

        private ObjectVersion entry() {
            if (version.first == null || marker.first == null) {
                return version.first == null ? marker.first : version.first;
            }
            if (version.first.latest() != marker.first.latest()) {
                return version.first.latest() ? version.first : marker.first;
            }
            return marker.notBefore.isAfter(version.notBefore) ? marker.first : version.first;
        }
    }

    /** The youngest of one kind. */
    private static final class OfOneKind {
        private ObjectVersion first;
        /** The first was not stored before this: those after it were not. */
        private Instant notBefore = Instant.MIN;

        private void add(ObjectVersion next) {
            if (first == null || (next.latest() && !first.latest())) {
                first = next;
            }
            if (next.lastModified().isAfter(notBefore)) {
                notBefore = next.lastModified();
            }
        }

        private void forget() {
            first = null;
            notBefore = Instant.MIN;
        }
    }
}
