package dev.drlab.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The properties that both kinds of copy ask S3 to keep. */
class VersionCopierTest {
    private static final Instant EXPIRES = Instant.parse("2027-01-01T00:00:00Z");
    private static final ObjectVersion VERSION = new ObjectVersion("k", "v", Instant.EPOCH, false, false, 10, false);
    private static final HeadObjectResponse HEAD = withExpires(HeadObjectResponse.builder())
            .contentType("text/x")
            .cacheControl("no-store")
            .contentDisposition("inline")
            .contentEncoding("gzip")
            .contentLanguage("en")
            .websiteRedirectLocation("/other")
            .storageClass("GLACIER_IR")
            .build();

    private final Asked asked = new Asked();

    @SuppressWarnings("deprecation") // the SDK has no other setter that takes a time
    private static HeadObjectResponse.Builder withExpires(HeadObjectResponse.Builder head) {
        return head.expires(EXPIRES);
    }

    @Test
    void aCopyKeepsEveryHeader() {
        asked.head = HEAD;
        new VersionCopier(asked, "b", new CopyLimits(10, 10)).copy(VERSION);
        CopyObjectRequest copy = asked.copy;
        assertThat(copy.contentType()).isEqualTo("text/x");
        assertThat(copy.cacheControl()).isEqualTo("no-store");
        assertThat(copy.contentDisposition()).isEqualTo("inline");
        assertThat(copy.contentEncoding()).isEqualTo("gzip");
        assertThat(copy.contentLanguage()).isEqualTo("en");
        assertThat(copy.websiteRedirectLocation()).isEqualTo("/other");
        assertThat(copy.expires()).isEqualTo(EXPIRES);
        assertThat(copy.storageClassAsString()).isEqualTo("GLACIER_IR");
        assertThat(copy.metadata()).containsOnlyKeys(VersionCopier.ORIGIN);
    }

    @Test
    void aCopyInPartsKeepsEveryHeader() {
        asked.head = HEAD;
        assertThatThrownBy(() -> new VersionCopier(asked, "b", new CopyLimits(9, 10)).copy(VERSION))
                .isSameAs(asked.enough);
        CreateMultipartUploadRequest create = asked.create;
        assertThat(create.contentType()).isEqualTo("text/x");
        assertThat(create.cacheControl()).isEqualTo("no-store");
        assertThat(create.contentDisposition()).isEqualTo("inline");
        assertThat(create.contentEncoding()).isEqualTo("gzip");
        assertThat(create.contentLanguage()).isEqualTo("en");
        assertThat(create.websiteRedirectLocation()).isEqualTo("/other");
        assertThat(create.expires()).isEqualTo(EXPIRES);
        assertThat(create.storageClassAsString()).isEqualTo("GLACIER_IR");
        assertThat(create.metadata()).containsOnlyKeys(VersionCopier.ORIGIN);
    }

    /** The head of a version that was brought back for some days names the archive that it is in still. */
    @ParameterizedTest
    @ValueSource(strings = {"GLACIER", "DEEP_ARCHIVE"})
    void aCopyOfWhatWasBroughtBackFromAnArchiveIsNotArchived(String archive) {
        asked.head = HeadObjectResponse.builder().storageClass(archive).build();
        new VersionCopier(asked, "b", new CopyLimits(10, 10)).copy(VERSION);
        assertThat(asked.copy.storageClassAsString()).isEqualTo("STANDARD");
        assertThatThrownBy(() -> new VersionCopier(asked, "b", new CopyLimits(9, 10)).copy(VERSION))
                .isSameAs(asked.enough);
        assertThat(asked.create.storageClassAsString()).isEqualTo("STANDARD");
    }

    @ParameterizedTest
    @CsvSource({
        "GLACIER, OVERWRITTEN",
        "DEEP_ARCHIVE, OVERWRITTEN",
        "GLACIER_IR, RESTORED",
        "INTELLIGENT_TIERING, RESTORED",
        "STANDARD, RESTORED"
    })
    void whatIsArchivedIsNotRestored(String storageClass, Found found) {
        asked.head = HeadObjectResponse.builder()
                .storageClass(storageClass)
                .contentLength(10L)
                .checksumSHA256("same")
                .checksumType(ChecksumType.FULL_OBJECT)
                .build();
        assertThat(new VersionCopier(asked, "b", new CopyLimits(10, 10)).compare(VERSION, VERSION))
                .isEqualTo(found);
    }

    /** S3 takes 2 KB of metadata, names and values together, and refuses a copy with more. */
    @ParameterizedTest
    @ValueSource(ints = {9, 10})
    void aCopyOfWhatHasNoRoomForItsOriginKeepsItsOwnMetadata(int largestCopy) {
        Map<String, String> full = Map.of("note", "n".repeat(2044));
        asked.head = HeadObjectResponse.builder().metadata(full).build();
        VersionCopier copier = new VersionCopier(asked, "b", new CopyLimits(largestCopy, 10));
        if (largestCopy < VERSION.bytes()) {
            assertThatThrownBy(() -> copier.copy(VERSION)).isSameAs(asked.enough);
        } else {
            copier.copy(VERSION);
        }
        assertThat(largestCopy < VERSION.bytes() ? asked.create.metadata() : asked.copy.metadata())
                .isEqualTo(full);
    }

    @Test
    void aCopyOfWhatHasNoHeadersHasNone() {
        asked.head = HeadObjectResponse.builder().build();
        new VersionCopier(asked, "b", new CopyLimits(10, 10)).copy(VERSION);
        assertThat(asked.copy.contentType()).isNull();
        assertThat(asked.copy.expires()).isNull();
        assertThat(asked.copy.storageClassAsString()).isEqualTo("STANDARD");
    }

    /** Answers with the headers that it was given, and notes how a copy begins. */
    private static final class Asked implements S3Client {
        private final SdkClientException enough = SdkClientException.create("the rest is not asked here");
        private HeadObjectResponse head;
        private CopyObjectRequest copy;
        private CreateMultipartUploadRequest create;

        @Override
        public HeadObjectResponse headObject(HeadObjectRequest request) {
            return head;
        }

        @Override
        public CopyObjectResponse copyObject(CopyObjectRequest request) {
            copy = request;
            return CopyObjectResponse.builder().build();
        }

        @Override
        public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
            create = request;
            throw enough;
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
