/** Reports as files: JSON, and the report of a run that did not end. */
package dev.drlab.report.file;
