/** Whom alarms and the budget tell. */
package dev.drlab.observability.notification;
