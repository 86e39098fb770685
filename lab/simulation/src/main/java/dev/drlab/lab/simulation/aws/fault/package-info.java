/** Faults that are injected into calls of the stand-ins: throttling, lost requests and answers, errors by name. */
package dev.drlab.lab.simulation.aws.fault;
