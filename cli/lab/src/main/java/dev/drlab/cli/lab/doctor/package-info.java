/** Checks that a machine can run a lab. */
package dev.drlab.cli.lab.doctor;
