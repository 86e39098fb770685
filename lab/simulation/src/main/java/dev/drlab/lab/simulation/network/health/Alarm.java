package dev.drlab.lab.simulation.network.health;

/** The findings of the design's two alarm checks. They inform; they move no traffic. */
public enum Alarm {
    /** Neither region says that it is active. */
    NO_WRITER,
    /** Both regions say that they are active. */
    TWO_WRITERS
}
