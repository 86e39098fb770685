package dev.drlab.report.terminal;

import dev.drlab.report.Quantity;
import dev.drlab.report.soak.SoakReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The block that a soak prints at its end: a line for each kind of disturbance, the sums, and what was violated. */
public final class TerminalSoak {
    private static final String FORMAT = "  %-24s%8s%16s%10s%14s%14s%14s";

    private TerminalSoak() {}

    /**
     * The block, ending with a newline.
     *
     * @param directory where {@code soak.json} was written
     */
    public static String text(SoakReport report, Path directory) {
        List<String> lines = new ArrayList<>();
        SoakReport.Totals totals = report.totals();
        lines.add(headline(report) + "  " + Quantity.count(report.rounds().size(), "round") + " in "
                + Quantity.duration(report.seconds()) + ", seed " + report.seed());
        lines.add(line("disturbance", "rounds", "runners killed", "lost", "stale writes", "longest gap", "fully back"));
        byDisturbance(report).forEach((name, rounds) -> lines.add(line(name, rounds)));
        lines.add("  " + Quantity.number(totals.acked()) + " commits acknowledged, each looked for after every round; "
                + Quantity.number(totals.lost()) + " lost in failovers, each listed before its database was removed");
        lines.add("  " + Quantity.count(Math.toIntExact(totals.moves()), "change") + " of the active region, "
                + Quantity.number(totals.runnersKilled()) + " runners killed");
        foreign(report).ifPresent(lines::add);
        if (totals.notRecovered() > 0) {
            lines.add("  ! after " + Quantity.count(totals.notRecovered(), "round")
                    + " the service was not fully back before the next");
        }
        if (totals.notCounted() > 0) {
            lines.add("  ! after " + Quantity.count(totals.notCounted(), "move")
                    + " what only the old database has of the foreign application was not counted by its WAL");
        }
        if (report.ending() == SoakReport.Ending.INTERRUPTED) {
            lines.add("  ! interrupted: the round that was under way, and the second count at the end, were not made");
        }
        if (report.violation() != null) {
            lines.add("  ! round " + report.violation().round() + ", "
                    + report.violation().disturbance() + ": "
                    + report.violation().what());
        }
        lines.add("  Evidence " + directory);
        return String.join("\n", lines) + "\n";
    }

    private static Optional<String> foreign(SoakReport report) {
        List<SoakReport.Foreign> accounts = report.rounds().stream()
                .map(SoakReport.Round::foreign)
                .filter(Objects::nonNull)
                .toList();
        if (accounts.isEmpty()) {
            return Optional.empty();
        }
        List<Long> byWal = accounts.stream()
                .map(SoakReport.Foreign::onlyInOldByWal)
                .filter(Objects::nonNull)
                .toList();
        return Optional.of("  foreign application: "
                + Quantity.number(accounts.get(accounts.size() - 1).acked())
                + " transactions acknowledged, each looked for after every round; "
                + Quantity.number(
                        accounts.stream().mapToLong(SoakReport.Foreign::lost).sum())
                + " lost in failovers; "
                + (byWal.isEmpty()
                        ? "no old database was counted by its WAL"
                        : "the WAL of " + Quantity.count(byWal.size(), "old database") + " has "
                                + Quantity.number(byWal.stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                                + " that no other has, as many as their rows"));
    }

    private static String headline(SoakReport report) {
        if (report.violation() != null) {
            return "VIOLATION";
        }
        if (report.ending() == SoakReport.Ending.INTERRUPTED) {
            return "INTERRUPTED, NO VIOLATION UNTIL THEN";
        }
        if (report.totals().notRecovered() > 0) {
            return "NOT RECOVERED";
        }
        return report.foreignIsCounted() ? "NO VIOLATION" : "NOT COUNTED";
    }

    private static Map<String, List<SoakReport.Round>> byDisturbance(SoakReport report) {
        Map<String, List<SoakReport.Round>> groups = new TreeMap<>();
        report.rounds()
                .forEach(round -> groups.computeIfAbsent(round.disturbance(), name -> new ArrayList<>())
                        .add(round));
        return groups;
    }

    private static String line(String name, List<SoakReport.Round> rounds) {
        return line(
                name,
                Quantity.number(rounds.size()),
                Quantity.number(rounds.stream()
                        .mapToLong(round -> round.runnersKilled().size())
                        .sum()),
                Quantity.number(
                        rounds.stream().mapToLong(SoakReport.Round::lost).sum()),
                Quantity.number(
                        rounds.stream().mapToLong(SoakReport.Round::staleWrites).sum()),
                Quantity.duration(rounds.stream()
                        .mapToDouble(SoakReport.Round::longestWriteGapSeconds)
                        .max()
                        .orElse(0)),
                fullyBack(rounds));
    }

    /** The latest; one round in which it never was is what counts. */
    private static String fullyBack(List<SoakReport.Round> rounds) {
        return rounds.stream().anyMatch(round -> round.fullRecoverySeconds() == null)
                ? "never"
                : Quantity.duration(rounds.stream()
                        .mapToDouble(SoakReport.Round::fullRecoverySeconds)
                        .max()
                        .orElse(0));
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, FORMAT, (Object[]) cells);
    }
}
