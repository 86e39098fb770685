/** One dashboard over both regions. */
package dev.drlab.observability.dashboard;
