/**
 * The means and the results of every scenario: {@link dev.drlab.lab.scenario.run.ScenarioRun} and
 * {@link dev.drlab.lab.scenario.run.Outcome}.
 */
package dev.drlab.lab.scenario.run;
