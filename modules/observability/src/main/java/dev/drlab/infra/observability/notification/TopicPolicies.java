package dev.drlab.infra.observability.notification;

import dev.drlab.infra.common.PolicyDocument;
import dev.drlab.infra.common.Statement;

/** The policies of a topic that alarms publish to. */
final class TopicPolicies {
    private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";

    private TopicPolicies() {}

    /** The account's alarms may publish; its principals may as far as their own policies say so. */
    static String topic(String topicArn, String accountId) {
        return PolicyDocument.of(
                        alarms(accountId, "sns:Publish").named("AlarmsPublish").on(topicArn))
                .json();
    }

    static String key(String accountId) {
        return PolicyDocument.of(
                        Statement.accountThroughIam("aws", accountId).named("AccountAdministers"),
                        alarms(accountId, "kms:Decrypt", "kms:GenerateDataKey*")
                                .named("AlarmsEncrypt")
                                .onAnything())
                .json();
    }

    private static Statement alarms(String accountId, String... actions) {
        return Statement.allow(actions).to("Service", CLOUDWATCH).when("StringEquals", "aws:SourceAccount", accountId);
    }
}
