/** The report of a soak. */
package dev.drlab.report.soak;
