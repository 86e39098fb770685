package dev.drlab.verifier.job;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Copies the segments of a run to S3, each under its own name and as it is at that moment. Segments only grow, and a
 * reader ends at a record that is not whole, so a copy is a ledger of its own. A copy that fails is a warning and is
 * tried again at the next call.
 */
final class LedgerShipper {
    private final Supplier<S3Client> client;
    private final String bucket;
    private final JobConfig config;
    private final Warnings warnings;
    private final Map<String, Integer> shippedBytes = new HashMap<>();

    LedgerShipper(Supplier<S3Client> client, String bucket, JobConfig config, Warnings warnings) {
        this.client = client;
        this.bucket = bucket;
        this.config = config;
        this.warnings = warnings;
    }

    /** Copies what has grown since the last call; true when all of it is there. */
    boolean ship(UUID runId) {
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(config.ledgerDirectory(), runId + ".*")) {
            boolean all = true;
            for (Path segment : segments) {
                all &= ship(segment);
            }
            return all;
        } catch (IOException e) {
            warnings.add("ledger", "cannot be read for shipping: " + e.getMessage());
            return false;
        }
    }

    private boolean ship(Path segment) throws IOException {
        String name = String.valueOf(segment.getFileName());
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(segment); // 16 MB at most
        } catch (NoSuchFileException e) {
            return true; // retention has deleted it in between
        }
        if (bytes.length == shippedBytes.getOrDefault(name, 0)) {
            return true;
        }
        try {
            client.get()
                    .putObject(
                            PutObjectRequest.builder()
                                    .bucket(bucket)
                                    .key(config.keyPrefix() + name)
                                    .build(),
                            RequestBody.fromBytes(bytes));
            shippedBytes.put(name, bytes.length);
            return true;
        } catch (SdkException e) {
            warnings.add("S3", String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Segments of which a copy exists. */
    int segments() {
        return shippedBytes.size();
    }
}
