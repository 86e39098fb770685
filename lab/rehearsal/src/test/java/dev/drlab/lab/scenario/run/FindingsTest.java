package dev.drlab.lab.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.report.Report;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final List<String> told = new ArrayList<>();
    private final Findings findings =
            new Findings(new Recorder((at, name, detail) -> told.add(name), InstantSource.system()));

    @Test
    void aMeasurementOnItsLimitHoldsAndOneAboveDoesNot() {
        findings.atMost("gap", 2, 2);
        findings.atMost("gap", 2.001, 2);
        findings.atMost("gap", Double.POSITIVE_INFINITY, 2);
        assertThat(findings.checks()).extracting(Report.Check::held).containsExactly(true, false, false);
        assertThat(told).containsExactly("check held", "check broken", "check broken");
    }

    @Test
    void oneIsMoreThanNone() {
        findings.none("accepted", 0, "writes");
        findings.none("accepted", 1, "writes");
        assertThat(findings.checks())
                .containsExactly(
                        new Report.Check("accepted", "no writes", "0 writes", true),
                        new Report.Check("accepted", "no writes", "1 writes", false));
    }
}
