package dev.drlab.lab.rehearsal;

import dev.drlab.report.series.Summary;
import java.nio.file.Path;

/**
 * The result of a series of rehearsals.
 *
 * @param summary the main figures of each
 * @param directory the series' directory; every rehearsal's is in it
 * @param page {@code summary.html}
 * @param interrupted true when it was stopped before the last scenario had come to its end
 */
public record SeriesResult(Summary summary, Path directory, Path page, boolean interrupted) {}
