package dev.drlab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.Exposure;
import dev.drlab.report.Exposure.Knowledge;
import dev.drlab.verifier.measure.CanarySample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sample every 50 ms, as a rehearsal has them. */
class ExposureAccountTest {
    private static final Instant START = Instant.parse("2026-03-14T09:26:53Z");
    private static final double NO_ARRIVAL = -1;

    private final List<CanarySample> samples = new ArrayList<>();
    private int millis;

    @Test
    void aRunInWhichCanariesArriveAllTheTimeIsMeasuredThroughout() {
        samples(40, 3.0, 0.01);
        Exposure exposure = account().since(START);
        assertThat(exposure.unmeasured()).isEmpty();
        assertThat(exposure.maxSeconds()).isEqualTo(0.01);
        assertThat(exposure.atLeastSeconds()).isNull();
    }

    /** The links are cut: no canary is acknowledged, so none is missing, while the old region goes on writing. */
    @Test
    void whileNoCanaryIsWrittenTheExposureIsNotMeasuredAndNotZero() {
        samples(20, 3.0, 0.01);
        samples(100, NO_ARRIVAL, 0);
        samples(20, 3.0, 0.01);
        ExposureAccount account = account();
        Exposure exposure = account.since(START);
        assertThat(exposure.unmeasured())
                .containsExactly(new Exposure.Period(at(1000), at(6000), Knowledge.UNMEASURED, null));
        assertThat(exposure.unmeasuredSeconds()).isEqualTo(5);
        assertThat(account.points())
                .filteredOn(point -> point.known() == Knowledge.UNMEASURED)
                .as("from the last arrival on")
                .hasSize(100);
    }

    /** After a failover there is no standby: what is written is on one database alone. */
    @Test
    void whatIsAcknowledgedAndDoesNotArriveIsALowerBound() {
        samples(20, 3.0, 0.01);
        samples(20, NO_ARRIVAL, 0);
        for (int i = 1; i <= 60; i++) {
            samples(1, NO_ARRIVAL, i * 0.05);
        }
        Exposure exposure = account().since(START);
        assertThat(exposure.unmeasured())
                .containsExactly(
                        new Exposure.Period(at(1000), at(2000), Knowledge.UNMEASURED, null),
                        new Exposure.Period(at(2000), at(4950), Knowledge.AT_LEAST, 3.0));
        assertThat(exposure.maxSeconds()).as("while it was measured").isEqualTo(0.01);
        assertThat(exposure.atLeastSeconds()).isEqualTo(3.0);
    }

    @Test
    void aPauseThatTheRateExplainsIsNoSilence() {
        for (int i = 0; i < 5; i++) {
            samples(1, 3.0, 0.01);
            samples(19, NO_ARRIVAL, 0);
        }
        assertThat(new ExposureAccount(samples, 1).since(START).unmeasured()).isEmpty();
        assertThat(new ExposureAccount(samples, 100).since(START).unmeasured()).hasSize(5);
    }

    @Test
    void beforeTheFirstArrivalNothingIsKnown() {
        samples(5, NO_ARRIVAL, 0);
        samples(20, 3.0, 0.01);
        assertThat(account().points().get(0).known()).isEqualTo(Knowledge.UNMEASURED);
        assertThat(account().since(at(250)).unmeasured())
                .as("asked for from later on")
                .isEmpty();
    }

    @Test
    void aRunWithoutAnyArrivalWasNeverMeasured() {
        samples(40, NO_ARRIVAL, 0);
        Exposure exposure = account().since(START);
        assertThat(exposure.maxSeconds()).isNull();
        assertThat(exposure.unmeasured()).hasSize(1);
        assertThat(new ExposureAccount(List.of(), 100).since(START).maxSeconds())
                .isNull();
    }

    private ExposureAccount account() {
        return new ExposureAccount(samples, 100);
    }

    private void samples(int count, double lagMillis, double exposureSeconds) {
        for (int i = 0; i < count; i++) {
            samples.add(new CanarySample(at(millis), lagMillis, exposureSeconds));
            millis += 50;
        }
    }

    private static Instant at(int offsetMillis) {
        return START.plusMillis(offsetMillis);
    }
}
