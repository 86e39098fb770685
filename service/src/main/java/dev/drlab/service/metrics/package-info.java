/** The service's metrics about itself. */
package dev.drlab.service.metrics;
