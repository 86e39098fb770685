package dev.drlab.data;

import java.util.ArrayList;
import java.util.List;

/** The policy of a bucket: it is reached over TLS 1.2 or later only, and by whom it is granted to. */
final class BucketPolicy {
    private BucketPolicy() {}

    /** @param grants statements apart from those that every bucket has */
    static String of(AwsLocation location, String bucketName, List<Statement> grants) {
        String arn = location.bucketArn(bucketName);
        List<Statement> statements = new ArrayList<>();
        statements.add(Statement.deny("TlsOnly", "s3:*")
                .to("AWS", "*")
                .on(arn, arn + "/*")
                .when("Bool", "aws:SecureTransport", "false"));
        statements.add(Statement.deny("Tls12OrLater", "s3:*")
                .to("AWS", "*")
                .on(arn, arn + "/*")
                .when("NumericLessThan", "s3:TlsVersion", "1.2"));
        statements.addAll(grants);
        return PolicyDocument.of(statements);
    }
}
