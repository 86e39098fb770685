/**
 * Alarms, a class a subject. Every alarm is made in the region of its metrics, through the provider that its {@link
 * dev.drlab.infra.observability.alarm.AlarmPlace} names.
 */
package dev.drlab.infra.observability.alarm;
