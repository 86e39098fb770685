package dev.drlab.infra.observability.alarm;

import dev.drlab.infra.common.Require;
import dev.drlab.infra.observability.VerifierMetrics;
import java.util.Objects;

/**
 * @param place in the region that the verifier runs in
 * @param metrics what it publishes
 * @param rpoTargetSeconds 1 to 86400
 * @param periodMinutes between two runs, 1 to 720
 * @param deadLetterQueue name of the queue with the starts that failed
 */
public record VerifierAlarmsProps(
        AlarmPlace place, VerifierMetrics metrics, int rpoTargetSeconds, int periodMinutes, String deadLetterQueue) {
    public VerifierAlarmsProps {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(metrics, "metrics");
        Require.between("VerifierAlarmsProps.rpoTargetSeconds", rpoTargetSeconds, 1, 86_400);
        Require.between("VerifierAlarmsProps.periodMinutes", periodMinutes, 1, 720);
        Require.text("VerifierAlarmsProps.deadLetterQueue", deadLetterQueue);
    }
}
