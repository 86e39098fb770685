package dev.drlab.objects;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * Goes through all versions of a bucket, key by key. Holds one page at a time, however many there are, of
 * the bucket and of one key.
 */
final class VersionLister {
    private final S3Client s3;
    private final String bucket;
    private final Scope scope;
    private final Instant at;
    private final int pageSize;

    /**
     * @param at the moment that versions matter for
     * @param pageSize entries asked for at once, 1 to 1000
     */
    VersionLister(S3Client s3, String bucket, Scope scope, Instant at, int pageSize) {
        this.s3 = s3;
        this.bucket = bucket;
        this.scope = scope;
        this.at = at;
        this.pageSize = pageSize;
    }

    /** Told all versions and delete markers of one key. */
    interface Visitor {
        /** Returns false to end the listing. */
        boolean key(KeyVersions versions) throws InterruptedException;
    }

    void visit(Visitor visitor) throws InterruptedException {
        Map<String, KeyVersions> open = new LinkedHashMap<>();
        Optional<Markers> from = Optional.of(new Markers(null, null));
        while (from.isPresent()) {
            ListObjectVersionsResponse page = page(from.get());
            collect(page, open);
            from = next(page, from.get());
            String unfinished = from.map(Markers::key).orElse(null);
            if (!deliver(open, unfinished, visitor)) {
                return;
            }
        }
    }

    private ListObjectVersionsResponse page(Markers from) {
        return s3.listObjectVersions(list -> list.bucket(bucket)
                .encodingType(EncodingType.URL) // XML cannot carry every key; the SDK decodes them again
                .prefix(scope.prefix())
                .maxKeys(pageSize)
                .keyMarker(from.key())
                .versionIdMarker(from.versionId()));
    }

    private static Optional<Markers> next(ListObjectVersionsResponse page, Markers from) {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return Optional.empty();
        }
        Markers next = new Markers(page.nextKeyMarker(), page.nextVersionIdMarker());
        if (next.key() == null || next.equals(from)) {
            throw new RestoreException("the endpoint's listing does not advance: it is truncated after " + from
                    + ", but goes on from " + next);
        }
        return Optional.of(next);
    }

    /** Only the key that the next page goes on with may be incomplete. Of all that begin like it, one key comes first. */
    private boolean deliver(Map<String, KeyVersions> open, String unfinished, Visitor visitor)
            throws InterruptedException {
        for (String key : List.copyOf(open.keySet())) {
            if (!key.equals(unfinished) && scope.covers(key) && !visitor.key(open.get(key))) {
                return false;
            }
            if (!key.equals(unfinished)) {
                if (scope.exact()) {
                    return false;
                }
                open.remove(key);
            }
        }
        return true;
    }

    private void collect(ListObjectVersionsResponse page, Map<String, KeyVersions> open) {
        page.versions()
                .forEach(version -> add(
                        open,
                        new ObjectVersion(
                                version.key(),
                                version.versionId(),
                                version.lastModified(),
                                false,
                                Boolean.TRUE.equals(version.isLatest()),
                                version.size() == null ? 0 : version.size(),
                                Likeness.isOfParts(version.eTag()))));
        page.deleteMarkers()
                .forEach(marker -> add(
                        open,
                        new ObjectVersion(
                                marker.key(),
                                marker.versionId(),
                                marker.lastModified(),
                                true,
                                Boolean.TRUE.equals(marker.isLatest()),
                                0,
                                false)));
    }

    private void add(Map<String, KeyVersions> open, ObjectVersion entry) {
        open.computeIfAbsent(entry.key(), key -> new KeyVersions(key, at)).add(entry);
    }

    /** Where a page begins; nulls for the first. */
    private record Markers(String key, String versionId) {}
}
