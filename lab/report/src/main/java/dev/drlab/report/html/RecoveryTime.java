package dev.drlab.report.html;

import dev.drlab.report.FullRecovery;
import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.picture.Svg;
import java.util.ArrayList;
import java.util.List;

/** The recovery time in its phases: a bar and a table, joined by letters. */
final class RecoveryTime {
    private static final double SHARE_WITH_ROOM_FOR_A_LETTER = 0.04;
    private static final int COLOURS = 6;

    private final Report.Rto rto;
    private final double total;

    RecoveryTime(Report.Rto rto) {
        this.rto = rto;
        this.total = rto.phases().stream().mapToDouble(Report.Phase::seconds).sum();
    }

    /**
     * A phase's part of the bar.
     *
     * @param letter that of its row; empty where there is no room for it
     * @param style its colour
     * @param share how wide it is, in thousandths
     * @param title shown when it is pointed at
     */
    record Bar(String letter, String style, String share, String title) {}

    /** The measured times, in sentences. */
    String explanation() {
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

    /** One for each phase that took time. */
    List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < rto.phases().size(); i++) {
            Report.Phase phase = rto.phases().get(i);
            if (phase.seconds() > 0) {
                double share = phase.seconds() / total;
                bars.add(new Bar(
                        share >= SHARE_WITH_ROOM_FOR_A_LETTER ? letter(i) : "",
                        colour(i),
                        Svg.number(share * 1000),
                        phase.name() + ", " + Quantity.duration(phase.seconds())));
            }
        }
        return bars;
    }

    /** The phases, their sum, and what followed until full recovery. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        double from = 0;
        for (int i = 0; i < rto.phases().size(); i++) {
            Report.Phase phase = rto.phases().get(i);
            rows.add(row(letter(i), phase.name(), from, from + phase.seconds(), share(phase.seconds(), total)));
            from += phase.seconds();
        }
        rows.add(row("", "together", 0, total, "100 %"));
        FullRecovery full = rto.fullRecovery();
        if (full != null && rto.seconds() != null) {
            double end = full.reached() ? full.seconds() : full.watchedSeconds();
            String name = full.reached() ? "and until full recovery" : "and not fully back until";
            rows.add(row("", name, total, end, ""));
        }
        return rows;
    }

    private static List<String> row(String letter, String name, double from, double to, String share) {
        return List.of(
                letter,
                name,
                "#" + Times.seconds(from),
                "#" + Times.seconds(to),
                "#" + Times.seconds(Math.max(0, to - from)),
                "#" + share);
    }

    private static String share(double seconds, double total) {
        double percent = total == 0 ? 0 : seconds / total * 100;
        return percent > 0 && percent < 1 ? "< 1 %" : Math.round(percent) + " %";
    }

    private static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('A' + index)) : String.valueOf(index + 1);
    }

    private static String colour(int index) {
        return "phase-" + index % COLOURS;
    }
}
