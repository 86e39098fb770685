package dev.drlab.objects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/**
 * Makes an old version the current one by copying it within the bucket: no byte passes through this program. The copy
 * keeps the version's type, headers, metadata, tags and storage class, except that nothing is copied into an archive. It
 * names the version that it came from in the metadata entry {@value #ORIGIN}, unless its own metadata leave no room for
 * that. A version above 5 GB, the most that CopyObject takes, is copied in parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">CopyObject</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/CopyingObjectsMPUapi.html">Multipart copy</a>
 */
final class VersionCopier {
    /** The metadata entry that names the version a copy was made of. */
    static final String ORIGIN = "drlab-restored-from";

    /** Of names and values together: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
    private static final int MOST_METADATA_BYTES = 2048;

    /**
     * The headers that a copy keeps as they are; an answer and both kinds of copy name it alike. S3 gives Expires back
     * as it was written: one that is no date cannot be written by the SDK and is left out.
     */
    private static final Set<String> HEADERS = Set.of(
            "ContentType",
            "CacheControl",
            "ContentDisposition",
            "ContentEncoding",
            "ContentLanguage",
            "WebsiteRedirectLocation",
            "Expires");

    /** Storage classes whose objects cannot be read directly. Glacier Instant Retrieval is read like any other. */
    private static final Set<StorageClass> ARCHIVES = Set.of(StorageClass.GLACIER, StorageClass.DEEP_ARCHIVE);

    private final S3Client s3;
    private final String bucket;
    private final CopyLimits limits;

    VersionCopier(S3Client s3, String bucket, CopyLimits limits) {
        this.s3 = s3;
        this.bucket = bucket;
        this.limits = limits;
    }

    /**
     * How {@code current} relates to {@code origin}. What it says of its origin proves nothing: who overwrites an
     * object may keep its metadata. What is archived is not restored, as nobody can read it.
     */
    Found compare(ObjectVersion current, ObjectVersion origin) {
        if (current.bytes() != origin.bytes()) {
            return Found.OVERWRITTEN;
        }
        HeadObjectResponse now = head(current);
        HeadObjectResponse then = head(origin);
        if (isArchived(now) || !describedAlike(now, then)) {
            return Found.OVERWRITTEN;
        }
        return switch (Likeness.of(now, then)) {
            case SAME -> Found.RESTORED;
            case DIFFERENT -> Found.OVERWRITTEN;
            case UNKNOWN ->
                origin.versionId().equals(now.metadata().get(ORIGIN)) ? Found.NOT_COMPARABLE : Found.OVERWRITTEN;
        };
    }

    private static boolean describedAlike(HeadObjectResponse now, HeadObjectResponse then) {
        return ownMetadata(now).equals(ownMetadata(then))
                && Objects.equals(now.missingMeta(), then.missingMeta())
                && HEADERS.stream()
                        .allMatch(header -> now.getValueForField(header, Object.class)
                                .equals(then.getValueForField(header, Object.class)));
    }

    private static Map<String, String> ownMetadata(HeadObjectResponse head) {
        Map<String, String> metadata = new HashMap<>(head.metadata());
        metadata.remove(ORIGIN);
        return metadata;
    }

    /** Copies {@code version} over the current one. */
    void copy(ObjectVersion version) {
        HeadObjectResponse head = head(version);
        if (version.bytes() > limits.largestCopyBytes()) {
            copyInParts(version, head);
        } else {
            copyAtOnce(version, head);
        }
    }

    private HeadObjectResponse head(ObjectVersion version) {
        return s3.headObject(head -> head.bucket(bucket)
                .key(version.key())
                .versionId(version.versionId())
                .checksumMode(ChecksumMode.ENABLED));
    }

    private void copyAtOnce(ObjectVersion version, HeadObjectResponse head) {
        CopyObjectRequest.Builder copy = CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(version.key())
                .sourceVersionId(version.versionId())
                .destinationBucket(bucket)
                .destinationKey(version.key())
                .storageClass(storageClass(head));
        if (hasUnseenMetadata(head)) {
            copy.metadataDirective(MetadataDirective.COPY).websiteRedirectLocation(head.websiteRedirectLocation());
        } else {
            copy.metadataDirective(MetadataDirective.REPLACE).metadata(metadata(version, head));
            putHeaders(copy, head);
        }
        s3.copyObject(copy.build());
    }

    /** Entries that no header can carry are counted in an answer, but not given: only S3 itself can copy them. */
    private static boolean hasUnseenMetadata(HeadObjectResponse head) {
        return head.missingMeta() != null && head.missingMeta() > 0;
    }

    private void copyInParts(ObjectVersion version, HeadObjectResponse head) {
        requireCopyInParts(version, head);
        CreateMultipartUploadRequest.Builder create = CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(version.key())
                .metadata(metadata(version, head))
                .storageClass(storageClass(head));
        putHeaders(create, head);
        if (head.tagCount() != null && head.tagCount() > 0) {
            create.tagging(Tagging.builder().tagSet(tags(version)).build());
        }
        String upload = s3.createMultipartUpload(create.build()).uploadId();
        try {
            List<CompletedPart> parts = copyParts(version, upload);
            s3.completeMultipartUpload(complete -> complete.bucket(bucket)
                    .key(version.key())
                    .uploadId(upload)
                    .multipartUpload(parted -> parted.parts(parts)));
        } catch (SdkException e) {
            abort(version, upload, e);
            throw e;
        }
    }

    /** Refuses what would be lost on the way, before an upload is begun that could not be named again to abort it. */
    private static void requireCopyInParts(ObjectVersion version, HeadObjectResponse head) {
        XmlText.forbidden(version.key()).ifPresent(c -> {
            throw new RestoreException(String.format(
                    Locale.ROOT,
                    "it must be copied in parts, and S3's answers to that name its key, whose character U+%04X XML 1.0"
                            + " forbids; copy the version to another key by hand",
                    c));
        });
        if (hasUnseenMetadata(head)) {
            throw new RestoreException("it must be copied in parts, which would lose " + head.missingMeta()
                    + " entries of its metadata that S3 does not show; copy it by hand");
        }
    }

    private List<CompletedPart> copyParts(ObjectVersion version, String upload) {
        List<CompletedPart> parts = new ArrayList<>();
        long length = limits.partBytesOf(version.bytes());
        for (long from = 0; from < version.bytes(); from += length) {
            long to = Math.min(version.bytes(), from + length) - 1;
            String range = "bytes=" + from + "-" + to;
            int number = parts.size() + 1;
            UploadPartCopyResponse copied = s3.uploadPartCopy(part -> part.sourceBucket(bucket)
                    .sourceKey(version.key())
                    .sourceVersionId(version.versionId())
                    .copySourceRange(range)
                    .destinationBucket(bucket)
                    .destinationKey(version.key())
                    .uploadId(upload)
                    .partNumber(number));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(copied.copyPartResult().eTag())
                    .build());
        }
        return parts;
    }

    /** Parts that are not completed cost storage until they are aborted. */
    private void abort(ObjectVersion version, String upload, SdkException cause) {
        try {
            s3.abortMultipartUpload(
                    abort -> abort.bucket(bucket).key(version.key()).uploadId(upload));
        } catch (SdkException e) {
            cause.addSuppressed(e);
        }
    }

    private List<Tag> tags(ObjectVersion version) {
        return s3.getObjectTagging(get -> get.bucket(bucket).key(version.key()).versionId(version.versionId()))
                .tagSet();
    }

    private static Map<String, String> metadata(ObjectVersion version, HeadObjectResponse head) {
        Map<String, String> metadata = new HashMap<>(head.metadata());
        metadata.put(ORIGIN, version.versionId());
        if (bytes(metadata) > MOST_METADATA_BYTES) { // S3 would refuse the copy (MetadataTooLarge)
            metadata.remove(ORIGIN);
        }
        return metadata;
    }

    private static int bytes(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** The version's own; a version that was brought back from an archive says that it is there still. */
    private static String storageClass(HeadObjectResponse head) {
        return head.storageClass() == null || isArchived(head)
                ? StorageClass.STANDARD.toString()
                : head.storageClassAsString();
    }

    private static boolean isArchived(HeadObjectResponse head) {
        return head.storageClass() != null && ARCHIVES.contains(head.storageClass());
    }

    /** Sets what {@code head} has of {@link #HEADERS}; the two kinds of copy have no type with setters for it. */
    private static void putHeaders(SdkPojo copy, HeadObjectResponse head) {
        for (SdkField<?> field : copy.sdkFields()) {
            if (HEADERS.contains(field.memberName())) {
                head.getValueForField(field.memberName(), Object.class).ifPresent(value -> field.set(copy, value));
            }
        }
    }
}
