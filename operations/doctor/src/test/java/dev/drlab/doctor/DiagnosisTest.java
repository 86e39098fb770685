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
    private static final Sight GONE = Sight.missing("not on PATH", "nothing is deployed", "apt-get install it");

    @Test
    void whatAPurposeNeedsAndIsMissingIsNamed() {
        Diagnosis diagnosis = new Diagnosis(
                Set.of(Purpose.DEPLOY),
                List.of(
                        new Finding("java", Purpose.ANY, Sight.ok("17")),
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
                        new Finding("memory", Purpose.LAB, Sight.warning("1 GiB", "slow", "more"))));
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
                            return Sight.ok("never");
                        }),
                        new Probe("failing", Purpose.ANY, () -> {
                            throw new IOException("no such\nthing");
                        }),
                        new Probe("good", Purpose.ANY, () -> Sight.ok("there"))));
        assertThat(findings).extracting(Finding::id).containsExactly("silent", "failing", "good");
        assertThat(findings)
                .extracting(finding -> finding.sight().level())
                .containsExactly(Level.WARNING, Level.WARNING, Level.OK);
        assertThat(findings.get(0).sight().found()).contains("no answer");
        assertThat(findings.get(1).sight().found()).contains("no such thing");
    }

    @Test
    void aSightThatIsNotOkSaysWhatItCostsAndWhatMendsIt() {
        assertThatThrownBy(() -> Sight.missing("gone", "", "mend")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sight.warning("little", "slow", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sight.ok(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
