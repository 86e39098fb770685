/** What was sent and what was acknowledged, and which of it a database lacks. */
package dev.drlab.workload.history;
