package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

class LikenessTest {
    private static final String A = "\"0123456789abcdef0123456789abcdef\"";
    private static final String B = "\"fedcba9876543210fedcba9876543210\"";
    private static final String A_OF_PARTS = "\"0123456789abcdef0123456789abcdef-2\"";
    private static final String B_OF_PARTS = "\"fedcba9876543210fedcba9876543210-2\"";

    private static HeadObjectResponse.Builder head() {
        return HeadObjectResponse.builder().contentLength(10L);
    }

    private static HeadObjectResponse etag(String etag) {
        return head().eTag(etag)
                .serverSideEncryption(ServerSideEncryption.AES256)
                .build();
    }

    private static HeadObjectResponse kms(String etag) {
        return head().eTag(etag)
                .serverSideEncryption(ServerSideEncryption.AWS_KMS)
                .build();
    }

    private static HeadObjectResponse full(String crc, String etag) {
        return kms(etag).toBuilder()
                .checksumCRC64NVME(crc)
                .checksumType(ChecksumType.FULL_OBJECT)
                .build();
    }

    private static HeadObjectResponse composite(String sha) {
        return kms(A).toBuilder()
                .checksumSHA256(sha)
                .checksumType(ChecksumType.COMPOSITE)
                .build();
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("equal ETags", etag(A), etag(A), Likeness.SAME),
                Arguments.of("different ETags", etag(A), etag(B), Likeness.DIFFERENT),
                Arguments.of("equal ETags of parts", etag(A_OF_PARTS), etag(A_OF_PARTS), Likeness.SAME),
                Arguments.of("different ETags of parts", etag(A_OF_PARTS), etag(B_OF_PARTS), Likeness.UNKNOWN),
                Arguments.of("an ETag and one of parts", etag(A), etag(A_OF_PARTS), Likeness.UNKNOWN),
                Arguments.of("equal ETags with KMS", kms(A), kms(A), Likeness.UNKNOWN),
                Arguments.of("an ETag with KMS and one without", kms(A), etag(B), Likeness.UNKNOWN),
                Arguments.of(
                        "a client's key",
                        head().eTag(A).sseCustomerAlgorithm("AES256").build(),
                        etag(A),
                        Likeness.UNKNOWN),
                Arguments.of("equal checksums with KMS", full("c1", A), full("c1", B), Likeness.SAME),
                Arguments.of("different checksums with KMS", full("c1", A), full("c2", A), Likeness.DIFFERENT),
                Arguments.of("a checksum on one side", full("c1", A), kms(A), Likeness.UNKNOWN),
                Arguments.of("equal composite checksums", composite("s-2"), composite("s-2"), Likeness.SAME),
                Arguments.of("different composite checksums", composite("s-2"), composite("t-2"), Likeness.UNKNOWN),
                Arguments.of(
                        "a full and a composite one",
                        composite("s-2"),
                        composite("s").toBuilder()
                                .checksumType(ChecksumType.FULL_OBJECT)
                                .build(),
                        Likeness.UNKNOWN),
                Arguments.of(
                        "another length",
                        etag(A),
                        etag(A).toBuilder().contentLength(11L).build(),
                        Likeness.DIFFERENT),
                Arguments.of(
                        "both empty",
                        kms(A).toBuilder().contentLength(0L).build(),
                        kms(B).toBuilder().contentLength(0L).build(),
                        Likeness.SAME),
                Arguments.of("an ETag that is no digest", etag("\"xyz\""), etag("\"xyz\""), Likeness.UNKNOWN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void provesOnlyWhatADigestOfTheBytesProves(
            String name, HeadObjectResponse one, HeadObjectResponse other, Likeness likeness) {
        assertThat(Likeness.of(one, other)).isEqualTo(likeness);
        assertThat(Likeness.of(other, one)).isEqualTo(likeness);
    }
}
