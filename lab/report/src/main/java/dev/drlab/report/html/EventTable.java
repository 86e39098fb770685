package dev.drlab.report.html;

import dev.drlab.report.Report;
import dev.drlab.report.html.markup.Markup;
import dev.drlab.report.html.markup.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What happened, with times since the start and by the clock. */
final class EventTable {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private EventTable() {}

    /** Nothing where nothing happened. */
    static void render(Markup page, Instant startedAt, List<Report.Event> events) {
        if (events.isEmpty()) {
            return;
        }
        page.open("section", "class", "card").leaf("h2", "Events");
        Table table = Table.open(page, "Events, oldest first", "Event", "#since start", "#UTC", "Detail");
        for (Report.Event event : events) {
            double seconds = Duration.between(startedAt, event.at()).toMillis() / 1000.0;
            table.row(List.of(
                    event.name(),
                    "#" + String.format(Locale.ROOT, "%,.3f s", seconds),
                    "#" + CLOCK.format(event.at()),
                    event.detail()));
        }
        table.close();
        page.close();
    }
}
