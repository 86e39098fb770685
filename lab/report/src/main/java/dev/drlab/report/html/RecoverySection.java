package dev.drlab.report.html;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.util.List;
import java.util.Locale;

/** The recovery time in its phases: a bar and a table, joined by letters. */
final class RecoverySection {
    private static final double SHARE_WITH_ROOM_FOR_A_LETTER = 0.04;
    private static final int COLOURS = 6;

    private final Markup page;
    private final Report.Rto rto;

    RecoverySection(Markup page, Report.Rto rto) {
        this.page = page;
        this.rto = rto;
    }

    void render() {
        page.open("section", "class", "card").leaf("h2", "Recovery time");
        page.leaf("p", explanation(), "class", "note");
        double total = rto.phases().stream().mapToDouble(Report.Phase::seconds).sum();
        if (total > 0) {
            bar(total);
        }
        if (!rto.phases().isEmpty()) {
            table(total);
        }
        page.close();
    }

    private String explanation() {
        String start = "The clock starts with: " + rto.startsAt() + ". ";
        return rto.seconds() == null
                ? start + "It never stopped: no write was accepted by the activated region within "
                        + Quantity.duration(rto.gaveUpAfterSeconds()) + ". These phases ended before that."
                : start
                        + "The recovery time stops at the first write that a client had accepted by the activated region"
                        + " and then read back. The phases follow each other without a gap and add up to the whole."
                        + full();
    }

    private String full() {
        FullRecovery full = rto.fullRecovery();
        if (full == null) {
            return "";
        }
        String failed = " Until then " + Quantity.number(full.failed()) + " of "
                + Quantity.count(full.requests(), "request") + " failed.";
        return full.reached()
                ? " The service was fully back " + Quantity.duration(full.seconds() - rto.seconds()) + " later, "
                        + Quantity.duration(full.seconds()) + " after the clock had started." + failed
                : " The service was not fully back as long as it was watched, "
                        + Quantity.duration(full.watchedSeconds()) + " after the clock had started." + failed;
    }

    private void bar(double total) {
        page.open("div", "class", "stack", "aria-hidden", "true");
        for (int i = 0; i < rto.phases().size(); i++) {
            Report.Phase phase = rto.phases().get(i);
            if (phase.seconds() > 0) {
                double share = phase.seconds() / total;
                page.leaf(
                        "span",
                        share >= SHARE_WITH_ROOM_FOR_A_LETTER ? letter(i) : "",
                        "class",
                        colour(i),
                        "style",
                        "flex-grow:" + Markup.number(share * 1000),
                        "title",
                        phase.name() + ", " + Quantity.duration(phase.seconds()));
            }
        }
        page.close();
    }

    private void table(double total) {
        Table table = Table.open(page, "Phases of the recovery time", "", "Phase", "#from", "#to", "#length", "#share");
        double from = 0;
        for (int i = 0; i < rto.phases().size(); i++) {
            Report.Phase phase = rto.phases().get(i);
            double to = from + phase.seconds();
            table.row(List.of(
                    letter(i),
                    phase.name(),
                    "#" + seconds(from),
                    "#" + seconds(to),
                    "#" + seconds(phase.seconds()),
                    "#" + share(phase.seconds(), total)));
            from = to;
        }
        table.row(List.of("", "together", "#" + seconds(0), "#" + seconds(total), "#" + seconds(total), "#100 %"));
        FullRecovery full = rto.fullRecovery();
        if (full != null && rto.seconds() != null) {
            table.row(List.of(
                    "",
                    full.reached() ? "and until full recovery" : "and not fully back until",
                    "#" + seconds(total),
                    "#" + seconds(full.reached() ? full.seconds() : full.watchedSeconds()),
                    "#" + seconds(Math.max(0, (full.reached() ? full.seconds() : full.watchedSeconds()) - total)),
                    "#"));
        }
        table.close();
    }

    private static String share(double seconds, double total) {
        double percent = total == 0 ? 0 : seconds / total * 100;
        return percent > 0 && percent < 1 ? "< 1 %" : Math.round(percent) + " %";
    }

    /** To the millisecond in every row, so that a reader can add them up. */
    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.3f s", seconds);
    }

    private static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('A' + index)) : String.valueOf(index + 1);
    }

    private static String colour(int index) {
        return "phase-" + index % COLOURS;
    }
}
