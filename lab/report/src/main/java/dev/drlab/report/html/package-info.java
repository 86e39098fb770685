/** The pages: a report, a report of a run that did not end, a series. */
package dev.drlab.report.html;
