/**
 * What every scenario has in hand and leaves behind: {@link dev.drlab.lab.scenario.run.ScenarioRun} and
 * {@link dev.drlab.lab.scenario.run.Outcome}.
 */
package dev.drlab.lab.scenario.run;
