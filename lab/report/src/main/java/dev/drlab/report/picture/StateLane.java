package dev.drlab.report.picture;

import dev.drlab.report.Quantity;
import dev.drlab.report.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state machine: a row per state in the close-up, one row for all of them in the whole run. */
final class StateLane implements Lane {
    private static final double ROW = 16;
    private static final double BAR = 9;

    private final String definition;
    private final TimeScale time;
    private final Map<String, List<BarRow.Bar>> rows = new LinkedHashMap<>();
    private final boolean detailed;

    StateLane(String definition, List<Series.Visit> visits, TimeScale time, boolean detailed) {
        this.definition = definition;
        this.time = time;
        this.detailed = detailed;
        for (Series.Visit visit : visits) {
            if (time.overlaps(visit.startMillis(), visit.endMillis())) {
                rows.computeIfAbsent(detailed ? visit.state() : definition, key -> new ArrayList<>())
                        .add(bar(visit));
            }
        }
    }

    @Override
    public String title() {
        return detailed ? "States of " + definition : "State machine";
    }

    @Override
    public double height() {
        return Math.max(1, rows.size()) * ROW;
    }

    @Override
    public void draw(Svg svg, double top) {
        if (rows.isEmpty()) {
            svg.text("tick", time.left() + 6, top + BAR + 2, "not running in this window");
        }
        BarRow row = new BarRow(time, BAR);
        double y = top;
        for (Map.Entry<String, List<BarRow.Bar>> state : rows.entrySet()) {
            row.draw(svg, y, "state", state.getKey(), state.getValue());
            y += ROW;
        }
    }

    private static BarRow.Bar bar(Series.Visit visit) {
        double seconds = (visit.endMillis() - visit.startMillis()) / 1000.0;
        return new BarRow.Bar(
                visit.startMillis(), visit.endMillis(), visit.state() + ", " + Quantity.duration(seconds));
    }
}
