package dev.drlab.lab.simulation.aws;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A message published to a topic. */
public record Notification(Instant at, String messageId, String topicArn, Optional<String> subject, String message) {
    /** @throws NullPointerException if anything is null */
    public Notification {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(topicArn, "topicArn");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
    }
}
