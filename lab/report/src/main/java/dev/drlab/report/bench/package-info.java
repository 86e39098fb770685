/** The table of repeated measurements. */
package dev.drlab.report.bench;
