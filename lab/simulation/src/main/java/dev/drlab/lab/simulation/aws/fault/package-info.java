/**
 * Faults that are injected into calls of the stand-ins: throttling, lost requests and answers, errors by name.
 *
 * <p>A lab has one class per service, such as {@link dev.drlab.lab.simulation.aws.fault.FaultyRds}, with the operations that
 * are modelled. {@link dev.drlab.lab.simulation.aws.fault.FaultInjector#wrap} does the same for any client and names the
 * operations that are not, by a proxy of the whole interface: that loads and initializes every request of the service, some
 * 11,000 classes for those of a lab.
 */
package dev.drlab.lab.simulation.aws.fault;
