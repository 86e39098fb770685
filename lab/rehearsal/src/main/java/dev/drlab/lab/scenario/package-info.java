/** The scenarios, one class each ({@link dev.drlab.lab.scenario.Procedure}); what several share is in {@code step}. */
package dev.drlab.lab.scenario;
