/** The metrics that alarms and dashboard read, and expressions over them. */
package dev.drlab.infra.observability;
