package dev.drlab.lab.simulation.network.health;

/** What the design's two alarm checks find wrong. They inform; they move no traffic. */
public enum Alarm {
    /** Neither region says that it is active. */
    NO_WRITER,
    /** Both regions say that they are active. */
    TWO_WRITERS
}
