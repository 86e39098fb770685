/**
 * Runs a definition: the interpreter, its journal, and resuming a run that was killed. Time is a {@link
 * dev.drlab.statemachine.runner.Waiter}, so that tests need not wait.
 *
 * <p>One package of more than 20 files because running, writing the journal and resuming from it are one algorithm:
 * interpreter, journal and replay share the state of a visit, and each part alone would have to open it to the others.
 */
package dev.drlab.statemachine.runner;
