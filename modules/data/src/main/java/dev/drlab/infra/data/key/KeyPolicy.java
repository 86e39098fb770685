package dev.drlab.infra.data.key;

import dev.drlab.infra.common.AwsLocation;
import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;

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
                        Statement.accountThroughIam(location.partition(), account),
                        Statement.allow(
                                        "kms:Encrypt",
                                        "kms:Decrypt",
                                        "kms:ReEncrypt*",
                                        "kms:GenerateDataKey*",
                                        "kms:DescribeKey")
                                .named("LogGroups")
                                .to("Service", "logs." + location.region() + ".amazonaws.com")
                                .onAnything()
                                .when(
                                        "ArnLike",
                                        "kms:EncryptionContext:aws:logs:arn",
                                        location.arn("logs", "log-group:*")),
                        Statement.allow("kms:Decrypt", "kms:GenerateDataKey*")
                                .named("PublishToEncryptedTopics")
                                .to("Service", "cloudwatch.amazonaws.com", "sns.amazonaws.com")
                                .onAnything()
                                .when("StringEquals", "aws:SourceAccount", account),
                        Statement.allow("kms:GenerateDataKey*")
                                .named("EncryptTrail")
                                .to("Service", "cloudtrail.amazonaws.com")
                                .onAnything()
                                .when("StringEquals", "aws:SourceAccount", account)
                                .when(
                                        "StringLike",
                                        "kms:EncryptionContext:aws:cloudtrail:arn",
                                        "arn:" + location.partition() + ":cloudtrail:*:" + account + ":trail/*"),
                        Statement.allow("kms:DescribeKey")
                                .named("DescribeForTrail")
                                .to("Service", "cloudtrail.amazonaws.com")
                                .onAnything()
                                .when("StringEquals", "aws:SourceAccount", account))
                .json();
    }
}
