package dev.drlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentencesTest {
    @Test
    void aFailoverSaysWhenServiceWasBackAndWhatTheSwitchCost() {
        assertThat(Sentences.of(Samples.outage().build()))
                .containsExactly(
                        "Service was fully back in 4.51 s (target 30 min), with a first write after 4.09 s.",
                        "13 of 8,675 acknowledged writes were lost, from the last 183 ms before the switch (target 5 min).",
                        "ap-southeast-2 accepted no write after it had been replaced.");
    }

    @Test
    void anExpectedSplitBrainIsNotToldAsAnOutage() {
        Report report = Samples.outage()
                .splitBrain(new Report.SplitBrain(1200, 5.79, true, 290L))
                .build();
        assertThat(Sentences.of(report))
                .containsExactly(
                        "us-west-2 took over in 4.51 s (target 30 min), with a first write after 4.09 s; meanwhile"
                                + " ap-southeast-2 went on accepting writes.",
                        "13 of 8,675 acknowledged writes are missing from the database of us-west-2: ap-southeast-2 alone"
                                + " accepted them, over 183 ms (target 5 min).",
                        "ap-southeast-2 accepted 1,200 writes over 5.79 s after it had been replaced, as this scenario"
                                + " expects: 910 from the clients of the loss account, 290 from another client.");
    }

    @Test
    void anExpectedSplitBrainThatDidNotComeIsAFailoverAsAnyOther() {
        Report report =
                Samples.outage().splitBrain(new Report.SplitBrain(0, 0, true)).build();
        assertThat(Sentences.of(report)).isEqualTo(Sentences.of(Samples.outage().build()));
    }

    @Test
    void aSplitBrainThatWasNotCountedIsNotToldAsNone() {
        Report report = Samples.outage()
                .splitBrain(Report.SplitBrain.notMeasured("the clocks contradict each other"))
                .build();
        assertThat(Sentences.splitBrain(report))
                .isEqualTo("Whether ap-southeast-2 accepted writes after it had been replaced was not measured.");
        assertThat(report.verdict()).isEqualTo(Report.Verdict.FAIL);
    }

    @Test
    void anUnexpectedSplitBrainIsSaid() {
        Report report = Samples.outage()
                .splitBrain(new Report.SplitBrain(3, 0.4, false))
                .build();
        assertThat(Sentences.splitBrain(report))
                .isEqualTo("ap-southeast-2 accepted 3 writes over 400 ms after it had been replaced.");
    }
}
