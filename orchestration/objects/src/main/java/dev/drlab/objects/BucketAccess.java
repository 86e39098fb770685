package dev.drlab.objects;

import dev.drlab.contract.client.CallLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where a bucket is reached.
 *
 * @param endpoint an S3-compatible server instead of AWS
 * @param region the bucket's; without it the SDK's default chain, or, at an endpoint, any
 * @param pathStyle whether the bucket stands in the path and not in the host's name
 */
public record BucketAccess(Optional<URI> endpoint, Optional<String> region, boolean pathStyle) {
    /** A copy of gigabytes answers when it is done. */
    private static final CallLimits LIMITS = CallLimits.of(Duration.ofSeconds(5), Duration.ofMinutes(15));

    private static final String KEPT_CONNECTIONS = "http.maxConnections";
    private static final Pattern HTTP = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    /** @throws IllegalArgumentException if the endpoint is no URL of HTTP */
    public BucketAccess {
        endpoint.filter(url -> url.getHost() == null
                        || !HTTP.matcher(String.valueOf(url.getScheme())).matches())
                .ifPresent(url -> {
                    throw new IllegalArgumentException(
                            "--endpoint is '" + url + "'; give an http or https URL such as http://127.0.0.1:9000");
                });
    }

    /**
     * A client that keeps as many connections as a restore uses.
     *
     * @throws RestoreException if nothing tells the region
     */
    public S3Client client() {
        if (System.getProperty(KEPT_CONNECTIONS) == null) { // the JDK keeps five, and would connect anew for the others
            System.setProperty(KEPT_CONNECTIONS, Integer.toString(Restore.REQUESTS_AT_ONCE));
        }
        S3ClientBuilder builder = LIMITS.on(S3Client.builder()).forcePathStyle(pathStyle);
        endpoint.ifPresent(builder::endpointOverride);
        return builder.region(usedRegion()).build();
    }

    private Region usedRegion() {
        if (region.isPresent()) {
            return Region.of(region.get());
        }
        if (endpoint.isPresent()) {
            return Region.US_EAST_1; // most S3-compatible servers have but one
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) { // its message lists every place that has none
            throw new RestoreException("the bucket's region is not known: give it with --region, or set AWS_REGION", e);
        }
    }

    /** Why a bucket cannot be read, and what would mend it. */
    public static String refusal(String bucket, AwsServiceException e) {
        String code = e.awsErrorDetails() == null
                ? "HTTP " + e.statusCode()
                : e.awsErrorDetails().errorCode();
        String hint = switch (code) {
            case "NoSuchBucket" -> "; check --bucket, --region and --endpoint";
            case "AccessDenied" ->
                "; needed are s3:GetBucketVersioning, s3:ListBucketVersions,"
                        + " s3:GetObjectVersion, s3:GetObjectVersionTagging, s3:PutObject, s3:PutObjectTagging"
                        + " and, with --hide-newer, s3:DeleteObject";
            case "PermanentRedirect" -> "; the bucket is in another region: give it with --region";
            default -> "";
        };
        return "the bucket " + bucket + " cannot be read: " + code + hint;
    }
}
