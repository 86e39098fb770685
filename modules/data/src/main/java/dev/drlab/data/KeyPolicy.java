package dev.drlab.data;

/**
 * The key policy of a region's key. Principals of the account get their rights from IAM, which the root statement
 * delegates to; only services that act on their own behalf are named. S3, RDS, DynamoDB, ECR, Secrets Manager and Backup
 * use the rights of their caller or role.
 */
final class KeyPolicy {
    private KeyPolicy() {}

    static String of(AwsLocation location) {
        String account = location.accountId();
        return PolicyDocument.of(
                Statement.allow("AccountThroughIam", "kms:*")
                        .to("AWS", location.accountRoot())
                        .on("*"),
                Statement.allow(
                                "LogGroups",
                                "kms:Encrypt",
                                "kms:Decrypt",
                                "kms:ReEncrypt*",
                                "kms:GenerateDataKey*",
                                "kms:DescribeKey")
                        .to("Service", "logs." + location.region() + ".amazonaws.com")
                        .on("*")
                        .when("ArnLike", "kms:EncryptionContext:aws:logs:arn", location.arn("logs", "log-group:*")),
                Statement.allow("PublishToEncryptedTopics", "kms:Decrypt", "kms:GenerateDataKey*")
                        .to("Service", "cloudwatch.amazonaws.com", "events.amazonaws.com", "sns.amazonaws.com")
                        .on("*")
                        .when("StringEquals", "aws:SourceAccount", account),
                Statement.allow("EncryptTrail", "kms:GenerateDataKey*")
                        .to("Service", "cloudtrail.amazonaws.com")
                        .on("*")
                        .when("StringEquals", "aws:SourceAccount", account)
                        .when(
                                "StringLike",
                                "kms:EncryptionContext:aws:cloudtrail:arn",
                                "arn:" + location.partition() + ":cloudtrail:*:" + account + ":trail/*"),
                Statement.allow("DescribeForTrail", "kms:DescribeKey")
                        .to("Service", "cloudtrail.amazonaws.com")
                        .on("*")
                        .when("StringEquals", "aws:SourceAccount", account));
    }
}
