/** The same for a terminal. */
package dev.drlab.report.terminal;
