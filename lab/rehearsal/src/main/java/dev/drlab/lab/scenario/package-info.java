/** The scenarios, one class each ({@link dev.drlab.lab.scenario.Procedure}), and the faults and checks that several share. */
package dev.drlab.lab.scenario;
