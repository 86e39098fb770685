/** The look at readiness as a function that is started over and over, with its verdict as a metric. */
package dev.drlab.readiness.job;
