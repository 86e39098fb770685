/** {@code drlab readiness}. */
package dev.drlab.cli.readiness;
