package dev.drlab.lab.rehearsal;

import dev.drlab.report.Report;
import java.nio.file.Path;

/**
 * The result of a rehearsal.
 *
 * @param report the numbers
 * @param directory the run's directory
 * @param htmlReport the page in it
 */
public record RehearsalResult(Report report, Path directory, Path htmlReport) {}
