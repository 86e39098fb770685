package dev.drlab.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Observation GONE =
            Observation.missing("not on PATH", "nothing is deployed", "apt-get install it");

    @Test
    void whatAPurposeNeedsAndIsMissingIsNamed() {
        Diagnosis diagnosis = new Diagnosis(
                Set.of(Purpose.DEPLOY),
                List.of(
                        new Finding("java", Purpose.ANY, Observation.ok("17")),
                        new Finding("terraform", Purpose.DEPLOY, GONE),
                        new Finding("postgresql", Purpose.LAB, GONE)));
        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.text())
                .contains("costs: nothing is deployed", "mend:  apt-get install it")
                .endsWith("Missing for deploy (stacks/deploy, drlab cost): terraform" + System.lineSeparator());
        assertThat(diagnosis.json().at("/findings/1/needed").asBoolean()).isTrue();
        assertThat(diagnosis.json().at("/findings/2/needed").asBoolean()).isFalse();
        assertThat(diagnosis.json().at("/findings/1/mend").asText()).isEqualTo("apt-get install it");
    }

    @Test
    void whatOtherPurposesNeedAndWarningsAreNotHeldAgainstIt() {
        Diagnosis diagnosis = new Diagnosis(
                Set.of(Purpose.LAB),
                List.of(
                        new Finding("terraform", Purpose.DEPLOY, GONE),
                        new Finding("memory", Purpose.LAB, Observation.warning("1 GiB", "slow", "more"))));
        assertThat(diagnosis.complete()).isTrue();
        assertThat(diagnosis.text()).contains("missing  terraform", "warning  memory");
    }

    @Test
    void whatEveryCommandNeedsCountsForEachPurpose() {
        assertThat(new Diagnosis(Set.of(Purpose.AWS), List.of(new Finding("java", Purpose.ANY, GONE))).complete())
                .isFalse();
    }

    @Test
    void whatDoesNotAnswerOrFailsIsNotTakenForWell() throws InterruptedException {
        List<Finding> findings = new Examination(Duration.ofMillis(200))
                .of(List.of(
                        new Probe("silent", Purpose.ANY, () -> {
                            new CountDownLatch(1).await();
                            return Observation.ok("never");
                        }),
                        new Probe("failing", Purpose.ANY, () -> {
                            throw new IOException("no such\nthing");
                        }),
                        new Probe("good", Purpose.ANY, () -> Observation.ok("there"))));
        assertThat(findings).extracting(Finding::id).containsExactly("silent", "failing", "good");
        assertThat(findings)
                .extracting(finding -> finding.observation().level())
                .containsExactly(Level.UNKNOWN, Level.UNKNOWN, Level.OK);
        Diagnosis diagnosis = new Diagnosis(Set.of(Purpose.LAB), findings);
        assertThat(diagnosis.complete()).isFalse();
        assertThat(diagnosis.text())
                .contains("unknown  silent", "Not known for lab")
                .endsWith(": silent, failing" + System.lineSeparator());
        assertThat(findings.get(0).observation().found()).contains("no answer");
        assertThat(findings.get(1).observation().found()).contains("no such thing");
    }

    @Test
    void anObservationThatIsNotOkSaysWhatItCostsAndWhatMendsIt() {
        assertThatThrownBy(() -> Observation.missing("gone", "", "mend")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Observation.warning("little", "slow", " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Observation.ok(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
