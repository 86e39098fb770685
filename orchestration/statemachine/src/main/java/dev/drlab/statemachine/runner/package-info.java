/**
 * Runs a definition: the interpreter, its journal, and resuming a run that was killed. Time is a {@link
 * dev.drlab.statemachine.runner.Waiter}, so that tests need not wait.
 */
package dev.drlab.statemachine.runner;
