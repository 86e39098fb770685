/** Inputs and outputs of the two state machines, and the names of their states and errors that others look for. */
package dev.drlab.contract.machine;
