package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;

/** A state machine's run, prepared and judged, that {@link CrashSweep} kills and {@link FaultSweep} disturbs. */
interface Subject {
    /** Makes all ready, and says which region to run in. */
    LabRegion prepare() throws SQLException, InterruptedException;

    /** Starts an execution and waits for its end. */
    ExecutionResult start(LabRegion target, boolean force, ExecutionListener listener) throws InterruptedException;

    /** Goes on with a killed execution. */
    ExecutionResult resume(LabRegion target, String execution, ExecutionListener listener) throws InterruptedException;

    /** Holds back, in a run that is not to be killed, what would make it pass a polling state only at times. */
    ExecutionListener recording(LabRegion target);

    /** The same in a run that is killed at {@code boundary}. */
    ExecutionListener disturbing(LabRegion target, Boundary boundary);

    /** The same in a run that carries on. */
    ExecutionListener carryingOn(LabRegion target);

    /** True when the run came to the end that it is meant to have. */
    default boolean ended(ExecutionResult result) {
        return result.succeeded();
    }

    /** Fails unless such a run ended where every run must end; what it warned of is not looked at. */
    void check(LabRegion target, ExecutionResult result) throws SQLException;

    /** Fails if a lock is left that nobody will release. */
    void checkLocks(LabRegion target, String killed);

    /** Brings the lab back to where {@link #prepare} can begin again. */
    void reset() throws SQLException;
}
