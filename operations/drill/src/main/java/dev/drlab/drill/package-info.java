/**
 * A real move of a real deployment, measured with the report of a rehearsal. {@link dev.drlab.drill.MoveSession} and
 * {@link dev.drlab.drill.ReprotectSession} are the ways in.
 */
package dev.drlab.drill;
