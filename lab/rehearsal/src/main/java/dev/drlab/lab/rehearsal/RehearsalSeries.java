package dev.drlab.lab.rehearsal;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.lab.scenario.run.RehearsalOptions;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.Timeline;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.report.file.RunDirectory;
import dev.drlab.report.html.SummaryPage;
import dev.drlab.report.series.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs scenarios one after the other, each in a lab of its own, and sums up in {@code summary.html} and
 * {@code summary.json} beside their reports. One that cannot be run does not keep the next from running.
 */
public final class RehearsalSeries {
    private final RehearsalOptions options;
    private final Timeline timeline;
    private final MonotonicClock clock = MonotonicClock.start();
    private final Instant startedAt = clock.instant();
    private final Path directory;

    private RehearsalSeries(RehearsalOptions options, Timeline timeline) {
        this.timeline = timeline;
        this.directory = RunDirectory.of(options.reportDirectory(), startedAt, RehearsalOptions.ALL);
        this.options = options.reportingTo(directory);
    }

    /**
     * Runs every scenario.
     *
     * @return also when it was interrupted: of what had come to its end
     * @throws LabException when the summary cannot be written
     */
    public static SeriesResult runAll(RehearsalOptions options, Timeline timeline) {
        return new RehearsalSeries(options, timeline).run(List.of(Scenario.values()));
    }

    private SeriesResult run(List<Scenario> scenarios) {
        List<Summary.Row> rows = new ArrayList<>();
        boolean interrupted = false;
        for (Scenario scenario : scenarios) {
            Instant start = clock.instant();
            Summary.Row row;
            try {
                row = row(scenario, start);
            } catch (InterruptedException e) {
                interrupted = true;
                row = Summary.Row.unfinished(
                        scenario.title(),
                        "interrupted",
                        e instanceof RunInterrupted known ? page(known.directory()) : null,
                        secondsSince(start));
            }
            rows.add(row);
            tell(row);
            if (interrupted) {
                break;
            }
        }
        Summary summary = new Summary(Summary.SCHEMA_VERSION, startedAt, secondsSince(startedAt), rows);
        Path page = directory.resolve("summary.html");
        try {
            summary.write(directory.resolve("summary.json"));
            SummaryPage.write(page, summary);
        } catch (IOException e) {
            throw new LabException("cannot write the summary to " + directory + ": " + e.getMessage(), e);
        }
        return new SeriesResult(summary, directory, page, interrupted);
    }

    private Summary.Row row(Scenario scenario, Instant start) throws InterruptedException {
        try {
            RehearsalResult result = Rehearsal.run(scenario, options.of(scenario), timeline);
            return Summary.Row.of(result.report(), page(result.directory()));
        } catch (UnfinishedRun e) {
            return Summary.Row.unfinished(
                    scenario.title(), String.valueOf(e.getMessage()), page(e.directory()), secondsSince(start));
        } catch (LabException e) {
            return Summary.Row.couldNotRun(scenario.title(), String.valueOf(e.getMessage()), secondsSince(start));
        }
    }

    private static String page(Path run) {
        return run.getFileName() + "/report.html";
    }

    private void tell(Summary.Row row) {
        timeline.event(
                clock.instant(),
                "verdict " + row.verdict().word(),
                row.scenario() + (row.reasons().isEmpty() ? "" : ": " + String.join(" ", row.reasons())));
    }

    private double secondsSince(Instant start) {
        return Duration.between(start, clock.instant()).toMillis() / 1000.0;
    }
}
