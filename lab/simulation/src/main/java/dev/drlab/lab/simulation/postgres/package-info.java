/** Real PostgreSQL servers as child processes: binaries, life cycle, base backups, the lab's roles. */
package dev.drlab.lab.simulation.postgres;
