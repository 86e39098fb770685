/**
 * Somebody else's application on the lab's database: pgbench with a role and a schema of its own, through PgBouncer. Its rows
 * are counted by means that share nothing with drlab's own accounts.
 */
package dev.drlab.lab.foreign;
