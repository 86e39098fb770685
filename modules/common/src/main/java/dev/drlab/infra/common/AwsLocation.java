package dev.drlab.infra.common;

/**
 * Where resources are, for the names that policies contain.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param accountId account, or a token of it
 * @param region region code
 */
public record AwsLocation(String partition, String accountId, String region) {
    /** @throws IllegalArgumentException if a part is empty */
    public AwsLocation {
        Require.text("partition", partition);
        Require.text("accountId", accountId);
        Require.text("region", region);
    }

    /**
     * The ARN of a resource of this place.
     *
     * @param resource what follows the account
     */
    public String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + accountId + ":" + resource;
    }

    /** Of a bucket, without a token, so that a plan shows the whole policy. */
    public String bucketArn(String name) {
        return "arn:" + partition + ":s3:::" + name;
    }
}
