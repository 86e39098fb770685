/** What goes into the two state machines, what comes out, and which of their states others look for. */
package dev.drlab.contract.machine;
