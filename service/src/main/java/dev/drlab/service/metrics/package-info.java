/** What the service counts and measures about itself. */
package dev.drlab.service.metrics;
