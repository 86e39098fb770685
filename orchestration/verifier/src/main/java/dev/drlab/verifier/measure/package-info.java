/** Lag, schedule and samples of a run, without I/O. */
package dev.drlab.verifier.measure;
