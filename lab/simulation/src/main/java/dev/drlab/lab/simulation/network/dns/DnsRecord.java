package dev.drlab.lab.simulation.network.dns;

/** A name that has an answer. */
public interface DnsRecord {
    /** The name. */
    String name();

    /** The answer that the name server would give now. */
    DnsAnswer answer();
}
