/** The readiness job: the checks as a function on a schedule, with the verdict as a metric. */
package dev.drlab.readiness.job;
