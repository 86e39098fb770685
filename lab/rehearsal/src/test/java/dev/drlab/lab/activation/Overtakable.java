package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;

/** A run that another may overtake. */
interface Overtakable extends Subject {
    /** Another run takes authority; the new epoch. */
    long takeOver(LabRegion target);

    /** Fails unless the one that took over is the writer, undisturbed, and the run's locks are free. */
    void checkSuperseded(LabRegion target, long epoch) throws Exception;

    /** Brings the lab back to where {@link #prepare} can begin again, after such a run or one that was not overtaken. */
    void resetSuperseded(LabRegion target) throws Exception;
}
