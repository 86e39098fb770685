package dev.drlab.objects;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/** A versioned bucket in memory that notes what is asked of it. Its clock moves a second with each write. */
final class FakeBucket implements S3Client {
    private final Map<String, List<Entry>> keys = new TreeMap<>();
    private final Map<String, CreateMultipartUploadRequest> uploads = new HashMap<>();
    private final Map<String, Entry> sources = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    final Set<String> unreadable = new HashSet<>();
    final Set<String> silent = new HashSet<>();
    final Set<String> inParts = new HashSet<>();
    ServerSideEncryption encryption = ServerSideEncryption.AES256;
    BucketVersioningStatus status = BucketVersioningStatus.ENABLED;
    Runnable beforeCopy = () -> {};
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int versions;

    record Entry(String id, Instant at, boolean marker, String body, Map<String, String> metadata, String type) {}

    synchronized Instant now() {
        return now;
    }

    synchronized void put(String key, String body) {
        add(key, false, body, Map.of("owner", "me"), "text/x");
    }

    /** Overwrites a key and keeps the metadata and the type of what is there. */
    synchronized void overwriteKeepingMetadata(String key, String body) {
        Entry now = current(key);
        add(key, false, body, now.metadata(), now.type());
    }

    private String etag(String key, String body) {
        return inParts.contains(key) ? "\"0a-2\"" : digest(body);
    }

    private static String digest(String body) {
        try {
            byte[] md5 = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
            return "\"" + HexFormat.of().formatHex(md5) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void delete(String key) {
        add(key, true, "", Map.of(), "");
    }

    synchronized Optional<String> body(String key) {
        return Optional.ofNullable(keys.get(key))
                .map(list -> list.get(0))
                .filter(entry -> !entry.marker())
                .map(Entry::body);
    }

    synchronized Entry current(String key) {
        return keys.get(key).get(0);
    }

    synchronized int versionsOf(String key) {
        return keys.get(key).size();
    }

    private void add(String key, boolean marker, String body, Map<String, String> metadata, String type) {
        now = now.plusSeconds(1);
        versions++;
        keys.computeIfAbsent(key, k -> new ArrayList<>())
                .add(0, new Entry("v" + versions, now, marker, body, metadata, type));
    }

    private Entry entry(String key, String versionId) {
        return keys.get(key).stream()
                .filter(entry -> entry.id().equals(versionId))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public synchronized ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        calls.add("list");
        if (request.encodingType() != EncodingType.URL
                && keys.keySet().stream().anyMatch(key -> XmlText.forbidden(key).isPresent())) {
            throw SdkClientException.create("Could not parse XML response.");
        }
        record Line(String key, Entry entry, boolean latest) {}
        List<Line> lines = new ArrayList<>();
        keys.entrySet().stream()
                .filter(key -> key.getKey().startsWith(request.prefix()))
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .forEach(key -> key.getValue()
                        .forEach(entry -> lines.add(new Line(
                                key.getKey(), entry, entry == key.getValue().get(0)))));
        int from = 0;
        if (request.keyMarker() != null) {
            while (!(lines.get(from).key().equals(request.keyMarker())
                    && lines.get(from).entry().id().equals(request.versionIdMarker()))) {
                from++;
            }
            from++;
        }
        int to = Math.min(lines.size(), from + request.maxKeys());
        List<software.amazon.awssdk.services.s3.model.ObjectVersion> found = new ArrayList<>();
        List<DeleteMarkerEntry> markers = new ArrayList<>();
        for (Line line : lines.subList(from, to)) {
            if (line.entry().marker()) {
                markers.add(DeleteMarkerEntry.builder()
                        .key(line.key())
                        .versionId(line.entry().id())
                        .isLatest(line.latest())
                        .lastModified(line.entry().at())
                        .build());
            } else {
                found.add(software.amazon.awssdk.services.s3.model.ObjectVersion.builder()
                        .key(line.key())
                        .versionId(line.entry().id())
                        .isLatest(line.latest())
                        .lastModified(line.entry().at())
                        .size((long) line.entry().body().length())
                        .eTag(etag(line.key(), line.entry().body()))
                        .build());
            }
        }
        boolean more = to < lines.size();
        return ListObjectVersionsResponse.builder()
                .versions(found)
                .deleteMarkers(markers)
                .isTruncated(more)
                .nextKeyMarker(more ? lines.get(to - 1).key() : null)
                .nextVersionIdMarker(more ? lines.get(to - 1).entry().id() : null)
                .build();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder().status(status).build();
    }

    @Override
    public synchronized HeadObjectResponse headObject(HeadObjectRequest request) {
        if (unreadable.contains(request.key())) {
            throw S3Exception.builder().statusCode(400).message("unreadable").build();
        }
        if (silent.contains(request.key())) {
            throw SdkClientException.create("no answer", new IOException("Connection reset"));
        }
        Entry entry = entry(request.key(), request.versionId());
        return HeadObjectResponse.builder()
                .eTag(digest(entry.body()))
                .serverSideEncryption(encryption)
                .contentType(entry.type())
                .metadata(entry.metadata())
                .contentLength((long) entry.body().length())
                .tagCount(1)
                .build();
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        beforeCopy.run();
        synchronized (this) {
            calls.add("copy " + request.sourceKey() + " " + request.sourceVersionId());
            if (refused.contains(request.sourceKey())) {
                throw S3Exception.builder().statusCode(403).message("refused").build();
            }
            Entry source = entry(request.sourceKey(), request.sourceVersionId());
            add(request.destinationKey(), false, source.body(), request.metadata(), request.contentType());
            return CopyObjectResponse.builder().build();
        }
    }

    @Override
    public synchronized DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        calls.add("delete " + request.key() + " " + request.versionId());
        delete(request.key());
        return DeleteObjectResponse.builder().build();
    }

    @Override
    public synchronized GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        return GetObjectTaggingResponse.builder()
                .tagSet(Tag.builder().key("t").value(request.versionId()).build())
                .build();
    }

    @Override
    public synchronized CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        calls.add("upload " + request.key() + " tagged " + request.tagging());
        uploads.put("u", request);
        return CreateMultipartUploadResponse.builder().uploadId("u").build();
    }

    @Override
    public synchronized UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        calls.add("part " + request.partNumber() + " " + request.copySourceRange());
        if (refused.contains(request.sourceKey())) {
            throw S3Exception.builder().statusCode(403).message("refused").build();
        }
        sources.put("u", entry(request.sourceKey(), request.sourceVersionId()));
        return UploadPartCopyResponse.builder()
                .copyPartResult(result -> result.eTag("e" + request.partNumber()))
                .build();
    }

    @Override
    public synchronized CompleteMultipartUploadResponse completeMultipartUpload(
            CompleteMultipartUploadRequest request) {
        calls.add("complete "
                + request.multipartUpload().parts().stream()
                        .map(part -> part.partNumber() + part.eTag())
                        .toList());
        CreateMultipartUploadRequest upload = uploads.get("u");
        add(request.key(), false, sources.get("u").body(), upload.metadata(), upload.contentType());
        return CompleteMultipartUploadResponse.builder().build();
    }

    @Override
    public synchronized AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        calls.add("abort " + request.uploadId());
        return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
