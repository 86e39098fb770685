package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** SNS behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultySns implements SnsClient {
    private final FaultInjector faults;
    private final SnsClient sns;

    /** {@code sns} behind {@code faults}. */
    public FaultySns(FaultInjector faults, SnsClient sns) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.sns = Objects.requireNonNull(sns, "sns");
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        return faults.call(SnsClient.class, "publish", request, sns::publish);
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        return faults.call(SnsClient.class, "listSubscriptionsByTopic", request, sns::listSubscriptionsByTopic);
    }

    @Override
    public String serviceName() {
        return sns.serviceName();
    }

    @Override
    public void close() {
        sns.close();
    }
}
