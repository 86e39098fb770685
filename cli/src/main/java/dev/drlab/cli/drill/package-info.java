/**
 * {@code drlab drill}: makes a real move of a real deployment, and measures it with the report of a rehearsal. AWS stands
 * behind {@link dev.drlab.drill.cloud.DrillRegion} and what that gives.
 */
package dev.drlab.cli.drill;
