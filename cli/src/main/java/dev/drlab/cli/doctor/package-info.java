/** {@code drlab doctor}: what this machine has of what drlab needs. */
package dev.drlab.cli.doctor;
