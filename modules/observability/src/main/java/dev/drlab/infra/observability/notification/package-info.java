/** Whom alarms and the budget tell. */
package dev.drlab.infra.observability.notification;
