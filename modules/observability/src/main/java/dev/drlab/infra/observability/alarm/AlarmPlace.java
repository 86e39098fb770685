package dev.drlab.infra.observability.alarm;

import com.hashicorp.cdktf.TerraformProvider;
import dev.drlab.infra.common.Require;

/**
 * Where an alarm is made. An alarm sees only metrics of its own region and tells only a topic of its own region.
 *
 * @param project first part of every alarm's name
 * @param region region code
 * @param topicArn of the topic in that region
 * @param provider of that region; null: the stack's default
 */
public record AlarmPlace(String project, String region, String topicArn, TerraformProvider provider) {
    public AlarmPlace {
        Require.text("AlarmPlace.project", project);
        Require.text("AlarmPlace.region", region);
        Require.text("AlarmPlace.topicArn", topicArn);
    }
}
