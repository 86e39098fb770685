/** Dashboard, alarms, saved queries and trail. */
package dev.drlab.observability;
