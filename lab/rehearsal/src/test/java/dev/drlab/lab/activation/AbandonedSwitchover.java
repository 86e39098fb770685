package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;

/** A switchover whose replica does not catch up: it ends with its drain lifted, and the service goes on where it was. */
final class AbandonedSwitchover extends Switchover {
    AbandonedSwitchover(TwoRegions regions) {
        super(regions);
    }

    @Override
    public LabRegion prepare() throws SQLException {
        regions().tuneRunbooks(runbook -> runbook.put("catchUpSeconds", 1));
        return super.prepare();
    }

    @Override
    public ExecutionListener carryingOn(LabRegion target) {
        return event -> {
            if (event.type() == EventType.STATE_ENTERED && event.state().equals("Drain")) {
                ReplayPause.hold(target.server());
            } else if (event.type() == EventType.STATE_ENTERED && event.state().equals("Undrain")) {
                ReplayPause.release(target.server());
            }
        };
    }

    @Override
    public boolean ended(ExecutionResult result) {
        return result.error().filter("NotCaughtUp"::equals).isPresent();
    }

    @Override
    public void check(LabRegion target, ExecutionResult result) throws SQLException {
        LabRegion peer = regions().peerOf(target);
        assertThat(result.error()).as("%s", result.cause()).contains("NotCaughtUp");
        assertThat(regions().record(peer).epoch()).isEqualTo(epochBefore());
        regions().assertOnlyActive(peer);
        regions().assertNothingLost(peer);
        regions().awaitReplicated();
        regions().assertNothingLost(target);
    }

    @Override
    public void reset() throws SQLException {
        regions().tuneRunbooks(runbook -> runbook.put("catchUpSeconds", 10));
        regions().awaitLocksFree();
    }
}
