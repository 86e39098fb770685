package dev.drlab.report.picture;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import dev.drlab.report.Series;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which region accepted writes, one row per region: where bars are over each other, two did. */
final class WriterLane implements Lane {
    private static final double ROW = 22;
    private static final double BAR = 17;

    private final TimeScale time;
    private final Report.Regions regions;
    private final List<Series.Writer> writers;
    private final Set<String> names = new LinkedHashSet<>();

    WriterLane(Report.Regions regions, List<Series.Writer> writers, TimeScale time) {
        this.time = time;
        this.regions = regions;
        this.writers = writers;
        names.add(regions.from());
        names.add(regions.to());
        writers.forEach(writer -> names.add(writer.region()));
    }

    @Override
    public String title() {
        return writers.stream().anyMatch(Series.Writer::idle)
                ? "Region that accepts writes (pale: none came yet)"
                : "Region that accepts writes";
    }

    @Override
    public double height() {
        return names.size() * ROW;
    }

    @Override
    public void draw(Svg svg, double top) {
        BarRow row = new BarRow(time, BAR);
        double y = top;
        for (String name : names) {
            List<BarRow.Bar> bars = bars(name);
            if (bars.isEmpty()) {
                svg.text("tick", time.left() + 6, y + BAR / 2 + 4, name + ": none in this window");
            } else {
                row.draw(svg, y, name.equals(regions.from()) ? "writer-from" : "writer-to", name, bars);
            }
            y += ROW;
        }
    }

    private List<BarRow.Bar> bars(String region) {
        return writers.stream()
                .filter(writer -> writer.region().equals(region))
                .filter(writer -> time.overlaps(writer.startMillis(), writer.endMillis()))
                .map(writer -> new BarRow.Bar(
                        writer.startMillis(),
                        writer.endMillis(),
                        region
                                + (writer.idle() ? " open, no write yet, " : ", ")
                                + Quantity.duration((writer.endMillis() - writer.startMillis()) / 1000.0),
                        writer.idle()))
                .toList();
    }
}
