/**
 * Dashboard, alarms, saved queries and trail. Constructs only: props in, construct out. Every alarm is made in the region of
 * its metrics, through the provider that its {@link dev.drlab.observability.AlarmPlace} names.
 */
package dev.drlab.observability;
