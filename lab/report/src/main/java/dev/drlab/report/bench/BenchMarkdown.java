package dev.drlab.report.bench;

import dev.drlab.report.Quantity;
import dev.drlab.report.Report;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lays a {@link BenchTable} out as Markdown. */
final class BenchMarkdown {
    private BenchMarkdown() {}

    static String of(BenchTable table) {
        Report.Environment machine = table.environment();
        return "### " + cell(table.title()) + "\n\n"
                + "| | limit | min | median | max | runs | met |\n"
                + "|---|---|---:|---:|---:|---:|---|\n"
                + table.rows().stream().map(BenchMarkdown::row).collect(Collectors.joining())
                + "\n`" + table.command() + "` on " + Quantity.count(machine.cores(), "core") + ", "
                + Quantity.bytes(machine.memoryBytes()) + ", " + machine.os() + " " + machine.arch() + ", JDK "
                + machine.jdk() + ", PostgreSQL " + machine.postgres() + ".\n";
    }

    private static String row(BenchTable.Row row) {
        if (!row.measured()) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | | not measured | | 0 | **no**: %s |\n",
                    cell(row.name()),
                    limit(row),
                    cell(row.notMeasured()));
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %d | %s |\n",
                cell(row.name()),
                limit(row),
                value(row.min(), row),
                value(row.median(), row),
                value(row.max(), row),
                row.samples().size(),
                row.limit() == null && row.met() ? "" : row.met() ? "yes" : "**no**");
    }

    private static String limit(BenchTable.Row row) {
        BenchTable.Limit limit = row.limit();
        if (limit == null) {
            return "";
        }
        String sign = limit.bound() == BenchTable.Bound.AT_MOST ? "≤ " : "≥ ";
        String every = limit.judged() == BenchTable.Judged.EVERY_RUN ? ", every run" : "";
        return sign + value(limit.value(), row) + every;
    }

    private static String value(double value, BenchTable.Row row) {
        // The middle of two samples of which one is never is never, too.
        return value >= BenchTable.NEVER / 2 ? "never" : (Quantity.figures(value) + " " + cell(row.unit())).strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
