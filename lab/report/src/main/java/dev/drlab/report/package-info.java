/**
 * The report of a rehearsal, and the ways to read it: {@code report.json}, a self-contained {@code report.html}, a
 * block for the terminal, an index over several runs, and the table of repeated measurements.
 *
 * <p>A {@link dev.drlab.report.Report} holds measurements only. Whether a target was met, and the verdict, are
 * computed from them and cannot be passed in. What AWS would add is kept apart as a
 * {@link dev.drlab.report.Report.Projection}.
 */
package dev.drlab.report;
