package dev.drlab.lab.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
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
    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final int MAX_SUBJECT_CHARS = 100;

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
        if (request.topicArn() == null || !topicArns.contains(request.topicArn())) {
            throw ServiceErrors.fill(NotFoundException.builder(), "Sns", 404, "NotFound", "Topic does not exist")
                    .build();
        }
        requireMessage(request.message());
        requireSubject(request.subject());
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

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: what was published is kept. */
    @Override
    public void close() {}

    private static void requireMessage(String message) {
        if (message == null || message.isEmpty()) {
            throw invalid("Invalid parameter: Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
            throw invalid("Invalid parameter: Message too long");
        }
    }

    /** Subjects are up to 100 printable ASCII characters, without line breaks, and do not begin with a blank. */
    private static void requireSubject(String subject) {
        if (subject == null) {
            return;
        }
        boolean printable = subject.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (subject.isBlank() || subject.charAt(0) == ' ' || subject.length() > MAX_SUBJECT_CHARS || !printable) {
            throw invalid("Invalid parameter: Subject");
        }
    }

    private static InvalidParameterException invalid(String message) {
        return ServiceErrors.fill(InvalidParameterException.builder(), "Sns", 400, "InvalidParameter", message)
                .build();
    }
}
