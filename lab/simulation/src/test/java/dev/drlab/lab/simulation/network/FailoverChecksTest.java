package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.network.dns.FailoverRecord;
import dev.drlab.lab.simulation.network.health.Alarm;
import dev.drlab.lab.simulation.network.health.FailoverChecks;
import dev.drlab.lab.simulation.network.health.ThresholdHealth;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table of the design's section on DNS: every row, with "any" expanded. */
class FailoverChecksTest {
    private static final String P = "ap-southeast-2";
    private static final String S = "us-west-2";

    private final ThresholdHealth primaryUp = new ThresholdHealth("primary-healthz", 1, false);
    private final ThresholdHealth secondaryNotActive = new ThresholdHealth("secondary-not-active", 1, true);
    private final ThresholdHealth primaryActive = new ThresholdHealth("primary-active", 1, false);
    private final ThresholdHealth secondaryActive = new ThresholdHealth("secondary-active", 1, false);
    private final FailoverChecks checks =
            new FailoverChecks(primaryUp, secondaryNotActive, primaryActive, secondaryActive);
    private final FailoverRecord name = new FailoverRecord("app", 1000, P, checks.primary(), S);

    @ParameterizedTest
    @CsvSource({
        // P /healthz, P active, S active, S reachable, answer, alarm
        "up,   yes, no,  up,   P, ''",
        "up,   yes, no,  dark, P, ''",
        "up,   no,  no,  up,   P, NO_WRITER",
        "up,   no,  no,  dark, P, NO_WRITER",
        "down, no,  no,  up,   S, NO_WRITER",
        "down, no,  no,  dark, S, NO_WRITER",
        "up,   no,  yes, up,   S, ''",
        "down, no,  yes, up,   S, ''",
        "up,   yes, yes, up,   S, TWO_WRITERS",
        "up,   no,  '-', dark, P, NO_WRITER",
        "down, no,  '-', dark, S, NO_WRITER",
    })
    void followsTheTruthTable(
            String healthz, String pActive, String sActive, String sReachable, String answer, String alarm) {
        boolean secondaryAnswersActive = sActive.equals("yes") && sReachable.equals("up");
        primaryUp.observe(healthz.equals("up"), "test");
        primaryActive.observe(pActive.equals("yes"), "test");
        secondaryActive.observe(secondaryAnswersActive, "test");
        secondaryNotActive.observe(secondaryAnswersActive, "test");

        assertThat(name.answer().region()).isEqualTo(answer.equals("P") ? P : S);
        assertThat(checks.alarms()).isEqualTo(alarms(alarm));
        assertThat(checks.settled()).isTrue();
    }

    @Test
    void theAnswerFollowsEachChange() {
        for (ThresholdHealth check : Arrays.asList(primaryUp, primaryActive)) {
            check.observe(true, "test");
        }
        for (ThresholdHealth check : Arrays.asList(secondaryNotActive, secondaryActive)) {
            check.observe(false, "test");
        }
        assertThat(name.answer().region()).isEqualTo(P);
        secondaryNotActive.observe(true, "activated");
        assertThat(name.answer().region()).isEqualTo(S);
        secondaryNotActive.observe(false, "failed back");
        assertThat(name.answer().region()).isEqualTo(P);
    }

    private static Set<Alarm> alarms(String name) {
        return name.isEmpty() ? EnumSet.noneOf(Alarm.class) : EnumSet.of(Alarm.valueOf(name));
    }
}
