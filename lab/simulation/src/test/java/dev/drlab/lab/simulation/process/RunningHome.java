package dev.drlab.lab.simulation.process;

/** Fills a field with an open {@link LabHome}, whose processes end with the class or the test. */
public final class RunningHome extends RunningField<LabHome> {
    /** Made by JUnit. */
    public RunningHome() {
        super(LabHome.class, LabHome::open);
    }
}
