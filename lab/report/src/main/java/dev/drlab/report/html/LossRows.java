package dev.drlab.report.html;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The rows on acknowledged writes: those with a name, the canaries' figure and that of the HTTP writes. */
final class LossRows {
    private final CanaryAccount canaries;
    private final List<List<String>> rows = new ArrayList<>();

    private LossRows(CanaryAccount canaries) {
        this.canaries = canaries;
    }

    /** In their order; those of canaries say so where none were measured. */
    static List<List<String>> of(Report.Rpo rpo) {
        Report.Http http = rpo.http();
        LossRows table = new LossRows(rpo.canaries());
        table.row("acknowledged", CanaryAccount::acked, Quantity.number(http.acked()));
        table.row("survived", CanaryAccount::survived, Quantity.number(http.survived()));
        table.row("lost", CanaryAccount::lost, Quantity.number(http.lost()));
        if (http.unaccounted() > 0) {
            table.rows.add(List.of("not accounted for", "#–", "#" + Quantity.number(http.unaccounted())));
        }
        table.rows.add(List.of(
                "span of the loss",
                "#"
                        + (rpo.canaries() == null
                                ? "not measured"
                                : span(
                                        rpo.canaries().lostWhole(),
                                        rpo.canaries().lostSeconds())),
                "#" + span(http.lostWhole(), http.lostSeconds())));
        table.row("holes: lost although a later one survived (never expected)", CanaryAccount::holes, "–");
        table.row("survived without an acknowledgement (allowed)", CanaryAccount::unackedSurvivors, "–");
        return table.rows;
    }

    private static String span(boolean lostWhole, double seconds) {
        return (lostWhole ? "at least " : "") + Quantity.duration(seconds);
    }

    private void row(String name, ToLongFunction<CanaryAccount> figure, String http) {
        rows.add(List.of(
                name,
                "#" + (canaries == null ? "not measured" : Quantity.number(figure.applyAsLong(canaries))),
                "#" + http));
    }
}
