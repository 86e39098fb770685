/** The metrics that drlab publishes in CloudWatch: one name for those who publish, watch, show and read them. */
package dev.drlab.contract.metrics;
