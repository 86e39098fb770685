/** Checks that a machine has what drlab needs. */
package dev.drlab.doctor;
