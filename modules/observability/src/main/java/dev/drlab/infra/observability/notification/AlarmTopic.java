package dev.drlab.infra.observability.notification;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import com.hashicorp.cdktf.providers.aws.kms_key.KmsKey;
import com.hashicorp.cdktf.providers.aws.sns_topic.SnsTopic;
import com.hashicorp.cdktf.providers.aws.sns_topic_policy.SnsTopicPolicy;
import com.hashicorp.cdktf.providers.aws.sns_topic_subscription.SnsTopicSubscription;
import software.constructs.Construct;

/** An encrypted SNS topic that the account's alarms may publish to, and its subscriber. */
public final class AlarmTopic extends Construct {
    private final SnsTopic topic;

    /** Makes topic, policy and subscription below {@code scope}. */
    public AlarmTopic(Construct scope, String id, AlarmTopicProps props) {
        super(scope, id);
        topic = SnsTopic.Builder.create(this, "topic")
                .provider(props.provider())
                .name(props.name())
                .kmsMasterKeyId(props.kmsKeyArn().orElseGet(() -> ownKey(props)))
                .build();
        SnsTopicPolicy.Builder.create(this, "policy")
                .provider(props.provider())
                .arn(topic.getArn())
                .policy(TopicPolicies.topic(topic.getArn(), props.accountId()))
                .build();
        props.email().ifPresent(address -> subscribe(props, address));
    }

    /** AWS's own key for SNS does not admit CloudWatch, so its alarms would not arrive. */
    private String ownKey(AlarmTopicProps props) {
        return KmsKey.Builder.create(this, "key")
                .provider(props.provider())
                .description("Messages of the topic " + props.name())
                .enableKeyRotation(true)
                .deletionWindowInDays(30)
                .policy(TopicPolicies.key(props.accountId()))
                .lifecycle(TerraformResourceLifecycle.builder()
                        .preventDestroy(true)
                        .build())
                .build()
                .getArn();
    }

    private void subscribe(AlarmTopicProps props, String address) {
        SnsTopicSubscription.Builder.create(this, "email")
                .provider(props.provider())
                .topicArn(topic.getArn())
                .protocol("email")
                .endpoint(address)
                .build();
    }

    /** The topic's ARN. */
    public String arn() {
        return topic.getArn();
    }
}
