package dev.drlab.lab.simulation.aws;

import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.SnsRefusals;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/**
 * One region's SNS: what is published is kept and handed to one subscriber at once, by the publishing thread. Delivery to
 * people (email, chat) is not simulated. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
public final class LabSnsClient implements SnsClient {
    private final Set<String> topicArns;
    private final Clock clock;
    private final Consumer<Notification> subscriber;
    private final List<Notification> published = new CopyOnWriteArrayList<>();

    /** The region's topics, and who is told. */
    public LabSnsClient(Set<String> topicArns, Clock clock, Consumer<Notification> subscriber) {
        this.topicArns = Set.copyOf(topicArns);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.subscriber = Objects.requireNonNull(subscriber, "subscriber");
    }

    /** Everything published so far, oldest first. */
    public List<Notification> published() {
        return List.copyOf(published);
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        ModelledMembers.require("Sns.publish", request, Set.of("TopicArn", "Subject", "Message"));
        SnsRefusals.publish(
                        topicArns.contains(String.valueOf(request.topicArn())),
                        Optional.ofNullable(request.subject()),
                        Objects.requireNonNullElse(request.message(), ""))
                .ifPresent(refused -> {
                    throw ServiceFailures.refused(SnsClient.class, refused);
                });
        Notification notification = new Notification(
                clock.instant(),
                UUID.randomUUID().toString(),
                request.topicArn(),
                Optional.ofNullable(request.subject()),
                request.message());
        published.add(notification);
        subscriber.accept(notification);
        return PublishResponse.builder().messageId(notification.messageId()).build();
    }

    /**
     * The one subscriber, who needs not confirm.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html">ListSubscriptionsByTopic</a>
     */
    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        ModelledMembers.require("Sns.listSubscriptionsByTopic", request, Set.of("TopicArn"));
        if (!topicArns.contains(String.valueOf(request.topicArn()))) {
            throw NotFoundException.builder()
                    .statusCode(404)
                    .message("Topic does not exist")
                    .build();
        }
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(subscription -> subscription
                        .subscriptionArn(request.topicArn() + ":00000000-0000-0000-0000-000000000000")
                        .protocol("application")
                        .topicArn(request.topicArn()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: what was published is kept. */
    @Override
    public void close() {}
}
