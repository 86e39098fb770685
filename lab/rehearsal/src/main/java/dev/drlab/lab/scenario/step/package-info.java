/** Steps that several GameDays share: detection, failover, reprotection, the return of a lost region. */
package dev.drlab.lab.scenario.step;
