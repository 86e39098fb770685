/** The summary of several runs. */
package dev.drlab.report.series;
