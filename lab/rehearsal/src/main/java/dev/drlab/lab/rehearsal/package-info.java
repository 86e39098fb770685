/**
 * Rehearsals: a lab, steady traffic and canaries, a fault or a switchover, and the account of what it cost.
 * {@link dev.drlab.lab.rehearsal.Rehearsal} is the way in.
 */
package dev.drlab.lab.rehearsal;
