/** The trail of what was changed, and saved queries over the logs. */
package dev.drlab.infra.observability.audit;
