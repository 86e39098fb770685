package dev.drlab.cost.rule;

import dev.drlab.cost.input.CostException;
import dev.drlab.cost.input.Resource;
import java.util.List;
import java.util.Map;

/** S3, by what a bucket is for: the last part of its name. */
final class StorageRules {
    private static final String S3 = "S3";
    /** In the order in which they are tried: the end of one is the end of another. */
    private static final List<String> PURPOSES = List.of("access-logs", "app-data", "artifacts", "logs", "tfstate");

    private StorageRules() {}

    static Map<String, Rule> rules() {
        return Map.of(
                "aws_s3_bucket", new Rule.Charged(StorageRules::bucket),
                "aws_s3_bucket_replication_configuration", new Rule.Charged(StorageRules::replication));
    }

    private static List<Charge> bucket(Resource bucket, Context context) {
        String purpose = PURPOSES.stream()
                .filter(candidate -> bucket.text("bucket").endsWith("-" + candidate))
                .findFirst()
                .orElseThrow(() -> new CostException(bucket + " is named " + bucket.text("bucket")
                        + ", which tells no purpose that has assumptions: " + String.join(", ", PURPOSES)));
        return List.of(
                context.assumed(S3, bucket, "s3.gb-month", "bucket." + purpose + ".stored"),
                context.assumed(S3, bucket, "s3.put.thousand", "bucket." + purpose + ".puts"),
                context.assumed(S3, bucket, "s3.get.thousand", "bucket." + purpose + ".gets"));
    }

    private static List<Charge> replication(Resource replication, Context context) {
        return List.of(
                context.assumed("Data transfer", replication, "transfer.other-region.gb", "objects.replicated"),
                context.assumed(S3, replication, "s3.put.thousand", "objects.replications"));
    }
}
