package dev.drlab.lab.activation;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;

/** A switchover that is started by force after one that was killed after its drain. */
final class RestartedSwitchover extends Switchover {
    RestartedSwitchover(TwoRegions regions) {
        super(regions);
    }

    @Override
    public ExecutionResult start(LabRegion target, boolean force, ExecutionListener listener)
            throws InterruptedException {
        if (regions().record(regions().peerOf(target)).drain().isEmpty()) {
            killBehindTheDrain(target);
        }
        return super.start(target, true, listener);
    }

    private void killBehindTheDrain(LabRegion target) throws InterruptedException {
        Boundary drain = new Boundary("", "Drain");
        try {
            super.start(target, false, new KillAt(drain, ExecutionListener.NONE));
        } catch (RunnerKilled killed) {
            return; // as it must be
        }
        throw new AssertionError("the switchover was not killed behind " + drain);
    }

    @Override
    public void reset() throws SQLException {
        super.reset();
        regions().awaitLocksFree();
    }
}
