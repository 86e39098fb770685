/** The verbs {@code activate} and {@code reprotect} on a terminal, the same in a lab and on AWS: options, result, next step. */
package dev.drlab.console.execution;
