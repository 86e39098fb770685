package dev.drlab.statebackend;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The policies of a state bucket and its key. */
final class BucketPolicies {
    private BucketPolicies() {}

    /** Denies every request that is not made over TLS 1.2 or later; IAM decides about the others. */
    static String tlsOnly(StateBucketProps props) {
        ObjectNode document = document();
        ObjectNode plain = deny(document, "TlsOnly", props);
        plain.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "false");
        ObjectNode old = deny(document, "Tls12OrLater", props);
        old.putObject("Condition").putObject("NumericLessThan").put("s3:TlsVersion", "1.2");
        return document.toString();
    }

    /** Leaves the rights on the key to IAM of the account; no service uses it on its own behalf. */
    static String key(StateBucketProps props) {
        ObjectNode document = document();
        ObjectNode statement = document.withArray("Statement").addObject();
        statement.put("Sid", "AccountThroughIam").put("Effect", "Allow");
        statement
                .putObject("Principal")
                .put("AWS", "arn:" + props.partition() + ":iam::" + props.accountId() + ":root");
        statement.put("Action", "kms:*").put("Resource", "*");
        return document.toString();
    }

    private static ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Version", "2012-10-17").putArray("Statement");
        return document;
    }

    private static ObjectNode deny(ObjectNode document, String sid, StateBucketProps props) {
        String arn = "arn:" + props.partition() + ":s3:::" + props.name();
        ObjectNode statement = document.withArray("Statement").addObject();
        statement.put("Sid", sid).put("Effect", "Deny");
        statement.putObject("Principal").put("AWS", "*");
        statement.put("Action", "s3:*").putArray("Resource").add(arn).add(arn + "/*");
        return statement;
    }
}
