package dev.drlab.drill.cloud;

import dev.drlab.console.CannotRunException;
import java.util.List;

/**
 * The loss of a region, as a drill makes it: the service has no task, and nobody reaches the database. What AWS refuses is an
 * {@code SdkException}.
 */
public interface Fault {
    /**
     * The region's present state.
     *
     * @throws CannotRunException if a fault is in place already: what was there before could not be told from it
     */
    FaultRecord observe() throws CannotRunException;

    /** Takes away what the record says that there was, and returns when no task runs any more. May be repeated. */
    void put(FaultRecord there) throws InterruptedException;

    /**
     * Puts back what the record says that there was, wherever the fault is still in place. May be repeated.
     *
     * @return a line for each thing: what was put back, or why it was left
     */
    List<String> takeBack(FaultRecord there);
}
