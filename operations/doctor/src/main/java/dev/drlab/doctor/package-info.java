/** What a machine has of what drlab needs. */
package dev.drlab.doctor;
