package dev.drlab.infra.observability.notification;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;
import java.util.Optional;

/**
 * @param name of the topic
 * @param accountId whose alarms may publish
 * @param email that is subscribed; it must confirm. Empty: nobody is
 * @param kmsKeyArn key of the messages; its policy must admit {@code cloudwatch.amazonaws.com}. Empty: the topic gets its own
 *     key, for a region without one of the project's
 * @param provider of the topic's region; null: the stack's default
 */
public record AlarmTopicProps(
        String name, String accountId, Optional<String> email, Optional<String> kmsKeyArn, TerraformProvider provider) {
    public AlarmTopicProps {
        Require.text("AlarmTopicProps.name", name);
        Require.text("AlarmTopicProps.accountId", accountId);
        email.ifPresent(address -> {
            if (!address.contains("@")) {
                throw new IllegalArgumentException(
                        "AlarmTopicProps.email is \"" + address + "\"; it must be an address");
            }
        });
        kmsKeyArn.ifPresent(arn -> Require.text("AlarmTopicProps.kmsKeyArn", arn));
    }
}
