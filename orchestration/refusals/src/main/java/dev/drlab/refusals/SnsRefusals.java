package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether SNS refuses a request: the one decision for every stand-in of SNS. */
public final class SnsRefusals {
    private static final int MOST_BYTES = 262_144;
    private static final int SUBJECT_END = 100;
    private static final Pattern SUBJECT = Pattern.compile("[!-~][ -~]*");

    private SnsRefusals() {}

    /**
     * Publish.
     *
     * @param topicExists whether the named topic is there
     * @param subject empty when the request has none
     */
    public static Optional<Refused> publish(boolean topicExists, Optional<String> subject, String message) {
        return first(
                () -> when(message.isEmpty(), SnsRefusal.EMPTY_MESSAGE, "Invalid parameter: Empty message"),
                () -> when(
                        bytes(message) + bytes(subject.orElse("")) > MOST_BYTES,
                        SnsRefusal.MESSAGE_TOO_LONG,
                        "Invalid parameter: Message too long"),
                () -> subject.flatMap(SnsRefusals::subject),
                () -> when(!topicExists, SnsRefusal.TOPIC_NOT_FOUND, "Topic does not exist"));
    }

    private static Optional<Refused> subject(String subject) {
        int characters = subject.codePointCount(0, subject.length());
        return first(
                () -> when(
                        characters == 0 || characters >= SUBJECT_END,
                        SnsRefusal.SUBJECT_LENGTH,
                        "Invalid parameter: Subject"),
                () -> when(
                        !SUBJECT.matcher(subject).matches(),
                        SnsRefusal.SUBJECT_CHARACTERS,
                        "Invalid parameter: Subject"));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
