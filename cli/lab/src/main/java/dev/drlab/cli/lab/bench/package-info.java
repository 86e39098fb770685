/** {@code drlab bench}: repeats the rehearsals and the verifier's own measurements, and holds them against limits. */
package dev.drlab.cli.lab.bench;
