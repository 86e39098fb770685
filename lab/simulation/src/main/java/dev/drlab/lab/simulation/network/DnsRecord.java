package dev.drlab.lab.simulation.network;

/** A name that has an answer. */
public interface DnsRecord {
    /** The name. */
    String name();

    /** The answer that the name server would give now. */
    DnsAnswer answer();
}
