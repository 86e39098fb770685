package dev.drlab.report.html;

import dev.drlab.report.Exposure;
import dev.drlab.report.Quantity;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The exposure to loss, and when it was not measured. */
public final class ExposureSection {
    private final Markup page;
    private final Instant startedAt;

    ExposureSection(Markup page, Instant startedAt) {
        this.page = page;
        this.startedAt = startedAt;
    }

    /** Nothing in reports from before it was told. */
    void render(Exposure exposure) {
        if (exposure == null) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Exposure to loss");
        page.open("p").prose(sentence(exposure)).close();
        if (!exposure.unmeasured().isEmpty()) {
            table(exposure.unmeasured());
        }
        page.close();
    }

    /** Such as {@code At most 158 ms while it was measured; not measured for 9.8 s of 25 s, in which it was 7.1 s or more.} */
    public static String sentence(Exposure exposure) {
        String measured = exposure.maxSeconds() == null
                ? "Never measured"
                : "At most " + Quantity.duration(exposure.maxSeconds()) + " while it was measured";
        if (exposure.unmeasured().isEmpty()) {
            return measured + ", which was all of " + Quantity.duration(exposure.observedSeconds()) + ".";
        }
        return measured + "; not measured for " + Quantity.duration(exposure.unmeasuredSeconds()) + " of "
                + Quantity.duration(exposure.observedSeconds())
                + (exposure.atLeastSeconds() == null
                        ? ""
                        : ", in which it was at least " + Quantity.duration(exposure.atLeastSeconds()))
                + ".";
    }

    private void table(List<Exposure.Period> periods) {
        page.leaf(
                "p",
                "It is measured by canaries that arrive at the replica. While none did, it was at least the age of the"
                        + " oldest that was acknowledged and missing; where none was missing, nothing is known of what else"
                        + " was written.",
                "class",
                "note");
        Table table = Table.open(page, "When the exposure was not measured", "Known", "#from", "#to", "#for");
        for (Exposure.Period period : periods) {
            table.row(List.of(
                    period.atLeastSeconds() == null
                            ? "not measured"
                            : "at least " + Quantity.duration(period.atLeastSeconds()),
                    "#" + sinceStart(period.from()),
                    "#" + sinceStart(period.to()),
                    "#" + Quantity.duration(period.seconds())));
        }
        table.close();
    }

    private String sinceStart(Instant at) {
        return String.format(
                Locale.ROOT, "%,.3f s", Duration.between(startedAt, at).toMillis() / 1000.0);
    }
}
