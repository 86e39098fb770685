package dev.drlab.observability;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The policies of a topic that alarms publish to. */
final class TopicPolicies {
    private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";

    private TopicPolicies() {}

    /** The account's alarms may publish; its principals may as far as their own policies say so. */
    static String topic(String topicArn, String accountId) {
        ObjectNode policy = policy();
        ObjectNode statement = statement(policy, "AlarmsPublish", "Service", CLOUDWATCH);
        statement.put("Action", "sns:Publish").put("Resource", topicArn);
        sameAccount(statement, accountId);
        return policy.toString();
    }

    /** In a key's policy, {@code *} is that key. */
    static String key(String accountId) {
        ObjectNode policy = policy();
        statement(policy, "AccountAdministers", "AWS", "arn:aws:iam::" + accountId + ":root")
                .put("Action", "kms:*")
                .put("Resource", "*");
        ObjectNode alarms = statement(policy, "AlarmsEncrypt", "Service", CLOUDWATCH);
        alarms.putArray("Action").add("kms:Decrypt").add("kms:GenerateDataKey*");
        alarms.put("Resource", "*");
        sameAccount(alarms, accountId);
        return policy.toString();
    }

    private static ObjectNode policy() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        policy.putArray("Statement");
        return policy;
    }

    private static ObjectNode statement(ObjectNode policy, String sid, String kind, String principal) {
        ObjectNode statement = policy.withArrayProperty("Statement")
                .addObject()
                .put("Sid", sid)
                .put("Effect", "Allow");
        statement.putObject("Principal").put(kind, principal);
        return statement;
    }

    private static void sameAccount(ObjectNode statement, String accountId) {
        statement.putObject("Condition").putObject("StringEquals").put("aws:SourceAccount", accountId);
    }
}
