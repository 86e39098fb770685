/** The lab's RDS: instances that are real PostgreSQL servers; status transitions are simulated. */
package dev.drlab.lab.simulation.aws.rds;
