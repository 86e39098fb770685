/** One dashboard over both regions. */
package dev.drlab.infra.observability.dashboard;
