package dev.drlab.lab.scenario.run;

import dev.drlab.readiness.ReadinessReport;
import dev.drlab.readiness.Result;
import dev.drlab.report.Report;

/** The readiness report as a part of a rehearsal's report. */
final class ReadinessEntry {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private ReadinessEntry() {}

    static Report.Readiness of(ReadinessReport report) {
        return new Report.Readiness(
                report.region(),
                report.verdict().text(),
                report.headline(),
                report.took().toMillis() / MILLIS_PER_SECOND,
                report.results().stream().map(ReadinessEntry::of).toList());
    }

    private static Report.ReadinessCheck of(Result result) {
        return new Report.ReadinessCheck(
                result.check().id(),
                result.outcome().text(),
                result.fact(),
                result.findings().stream()
                        .map(finding -> finding.what() + ". To mend it: " + finding.remedy() + ".")
                        .toList());
    }
}
