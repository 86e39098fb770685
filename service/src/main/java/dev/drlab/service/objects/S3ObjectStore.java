package dev.drlab.service.objects;

import dev.drlab.contract.client.CallLimits;
import dev.drlab.service.request.StoreException;
import dev.drlab.service.request.StoreException.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Objects in an S3 bucket. The client is made at the first request: most of its cost is class loading, which must not
 * delay the start of a task. No retries: a request has 2.5 s in all, less than a forwarded one may take.
 */
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration TOTAL = Duration.ofMillis(2_500);
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final int FIRST_SERVER_ERROR = 500;

    private final String region;
    private final String bucket;
    private final Optional<URI> endpoint;
    private S3Client client;

    /** Over one bucket; {@code endpoint} in place of AWS's. */
    public S3ObjectStore(String region, String bucket, Optional<URI> endpoint) {
        this.region = region;
        this.bucket = bucket;
        this.endpoint = endpoint;
    }

    @Override
    public String put(String key, byte[] body, String contentType) throws StoreException {
        try {
            return quoted(client().putObject(
                            put -> put.bucket(bucket).key(key).contentType(contentType), RequestBody.fromBytes(body))
                    .eTag());
        } catch (SdkServiceException e) {
            // A 4xx is a refusal; after a 5xx the object may be there.
            boolean refused = e.statusCode() < FIRST_SERVER_ERROR;
            throw failure(e, refused ? Outcome.NOT_WRITTEN : Outcome.UNKNOWN);
        } catch (SdkException e) {
            throw failure(e, Outcome.UNKNOWN);
        }
    }

    @Override
    public Optional<StoredObject> get(String key) throws StoreException {
        try {
            ResponseBytes<GetObjectResponse> found =
                    client().getObjectAsBytes(get -> get.bucket(bucket).key(key));
            String contentType = found.response().contentType();
            return Optional.of(new StoredObject(
                    found.asByteArrayUnsafe(),
                    contentType == null ? UNKNOWN_TYPE : contentType,
                    quoted(found.response().eTag())));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure(e, Outcome.NOT_WRITTEN);
        }
    }

    /** Some S3-compatible servers leave the quotes out, which HTTP demands. */
    private static String quoted(String etag) {
        return etag.startsWith("\"") ? etag : '"' + etag + '"';
    }

    private StoreException failure(SdkException cause, Outcome outcome) {
        return new StoreException("the bucket " + bucket + " fails: " + cause.getMessage(), outcome, false, cause);
    }

    private synchronized S3Client client() {
        if (client == null) {
            S3ClientBuilder builder = CallLimits.of(CONNECT, TOTAL)
                    .within(TOTAL)
                    .unrepeated()
                    .on(S3Client.builder())
                    .region(Region.of(region));
            endpoint.ifPresent(address -> builder.endpointOverride(address).forcePathStyle(true));
            client = builder.build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
