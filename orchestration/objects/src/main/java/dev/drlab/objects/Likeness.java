package dev.drlab.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * Whether two versions have the same bytes, from what S3 says of each. A digest proves it only where it is one of the
 * bytes alone: a checksum of the whole object, or the ETag of an object that was written at once and is not encrypted
 * with a key of KMS or of the client. Digests of parts also depend on where the parts end: equal ones prove that the
 * bytes are equal, different ones prove nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">ETag</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html">Full object
 *     and composite checksums</a>
 */
enum Likeness {
    /** The bytes are the same. */
    SAME,
    /** They are not. */
    DIFFERENT,
    /** Nothing that S3 says of the two can be compared. */
    UNKNOWN;

    private static final Pattern MD5 = Pattern.compile("\"?[0-9a-fA-F]{32}\"?");
    private static final Pattern MD5_OF_PARTS = Pattern.compile("\"?[0-9a-fA-F]{32}-[0-9]+\"?");
    /** Encrypted with a key of KMS or of the client, it is no MD5, but still ends in the number of its parts. */
    private static final Pattern OF_PARTS = Pattern.compile("\"?.+-[0-9]+\"?");

    private static final List<Function<HeadObjectResponse, String>> CHECKSUMS = List.of(
            HeadObjectResponse::checksumSHA256,
            HeadObjectResponse::checksumSHA1,
            HeadObjectResponse::checksumCRC64NVME,
            HeadObjectResponse::checksumCRC32C,
            HeadObjectResponse::checksumCRC32);

    /** Compares two answers to HeadObject that was asked for checksums. */
    static Likeness of(HeadObjectResponse one, HeadObjectResponse other) {
        if (!Objects.equals(one.contentLength(), other.contentLength())) {
            return DIFFERENT;
        }
        if (Objects.equals(one.contentLength(), 0L)) {
            return SAME;
        }
        List<Likeness> found = new ArrayList<>();
        for (Function<HeadObjectResponse, String> checksum : CHECKSUMS) {
            found.add(compare(checksum.apply(one), ofParts(one), checksum.apply(other), ofParts(other)));
        }
        found.add(byETag(one, other));
        if (found.contains(DIFFERENT)) {
            return DIFFERENT;
        }
        return found.contains(SAME) ? SAME : UNKNOWN;
    }

    /** True for the ETag of an object that was uploaded in parts. */
    static boolean isOfParts(String etag) {
        return etag != null && OF_PARTS.matcher(etag).matches();
    }

    private static Likeness byETag(HeadObjectResponse one, HeadObjectResponse other) {
        if (hidesBytes(one) || hidesBytes(other) || !isMd5(one.eTag()) || !isMd5(other.eTag())) {
            return UNKNOWN;
        }
        return compare(
                digest(one.eTag()),
                MD5_OF_PARTS.matcher(one.eTag()).matches(),
                digest(other.eTag()),
                MD5_OF_PARTS.matcher(other.eTag()).matches());
    }

    private static Likeness compare(String one, boolean oneOfParts, String other, boolean otherOfParts) {
        if (one == null || other == null) {
            return UNKNOWN;
        }
        if (oneOfParts || otherOfParts) {
            return oneOfParts == otherOfParts && one.equals(other) ? SAME : UNKNOWN;
        }
        return one.equals(other) ? SAME : DIFFERENT;
    }

    /** Where no type is given, a composite checksum is known by the number of its parts. */
    private static boolean ofParts(HeadObjectResponse head) {
        if (head.checksumType() != null) {
            return head.checksumType() != ChecksumType.FULL_OBJECT;
        }
        return CHECKSUMS.stream()
                .map(checksum -> checksum.apply(head))
                .filter(Objects::nonNull)
                .anyMatch(value -> value.contains("-"));
    }

    /** Encrypted in a way that makes the ETag something else than a digest of the bytes. */
    private static boolean hidesBytes(HeadObjectResponse head) {
        return head.sseCustomerAlgorithm() != null
                || (head.serverSideEncryption() != null && head.serverSideEncryption() != ServerSideEncryption.AES256);
    }

    private static String digest(String etag) {
        return etag.replace("\"", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isMd5(String etag) {
        return etag != null
                && (MD5.matcher(etag).matches() || MD5_OF_PARTS.matcher(etag).matches());
    }
}
