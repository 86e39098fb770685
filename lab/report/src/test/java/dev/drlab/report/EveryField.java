package dev.drlab.report;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.report.file.UnfinishedReport;
import java.util.List;

/** Documents that have every section: what another sample leaves out is in these. */
public final class EveryField {
    private EveryField() {}

    /** A failed rehearsal with something of everything. */
    public static ReportBuilder report() {
        return Samples.failback(3)
                .rpo(new Report.Rpo(
                        300,
                        new CanaryAccount(2471, 4, 0.183, 1, 0),
                        new Report.Http(6204, 9, 0.171),
                        List.of("writes of the other client, whose ledger is gone")))
                .oldDatabases(List.of(
                        Samples.oldDatabase(Report.Mode.UNPLANNED, 14, 3, 0, "shop.cart"), Samples.uncounted(700L)))
                .readiness(new Report.Readiness(
                        Samples.TO,
                        "not ready",
                        "Not ready: 1 of 4 checks failed",
                        1.2,
                        List.of(
                                new Report.ReadinessCheck("replica-lag", "ok", "3 ms behind", List.of()),
                                new Report.ReadinessCheck("image", "FAILED", "differs", List.of("One.", "Two 5 s.")),
                                new Report.ReadinessCheck("quota", "not judged", "no answer", List.of()),
                                new Report.ReadinessCheck("alarm", "left out", "not asked", List.of()))))
                .objects(new Report.ObjectLoss(
                        300, 900, 7, 1.5, 7, new ReplicationLag(new Percentiles(310, 682, 1440, 6107), 812, 104)))
                .checks(List.of(
                        new Report.Check("writes of the old region", "none", "0 in 3 s", true),
                        new Report.Check("alarm", "within 60 s", "after 75 s", false)))
                .invariantFailures(List.of("The old region took a write after 3 s."));
    }

    /** A run that could not go on, after everything had begun. */
    public static UnfinishedReport unfinished() {
        UnfinishedReport sample = Samples.interrupted();
        return new UnfinishedReport(
                sample.schemaVersion(),
                "planned-switchover",
                sample.startedAt(),
                sample.endedAt(),
                sample.target(),
                UnfinishedReport.Verdict.ERROR,
                List.of("The lab did not start within 60 s."),
                sample.lastEvent(),
                report().build().availability(),
                sample.acknowledged(),
                report().build().checks(),
                sample.events(),
                List.of("A region was slow, by 3 s."),
                sample.unknown(),
                sample.logs(),
                sample.machineLoad(),
                sample.environment(),
                sample.options(),
                sample.command());
    }
}
