/**
 * The pages: a report, a report of a run that did not end, a series. Their markup is in {@code src/main/jte}, from which
 * the build makes classes of this package; here is what the templates ask for.
 */
package dev.drlab.report.html;
