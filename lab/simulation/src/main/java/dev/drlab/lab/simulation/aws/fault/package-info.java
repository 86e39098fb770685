/**
 * Faults that are injected into calls of the stand-ins: throttling, lost requests and answers, errors by name.
 *
 * <p>There is one class per service, such as {@link dev.drlab.lab.simulation.aws.fault.FaultyRds}, with the operations that
 * are modelled. A proxy of the whole interface would load and initialize every request of the service, some 11,000 classes
 * for those of a lab.
 */
package dev.drlab.lab.simulation.aws.fault;
