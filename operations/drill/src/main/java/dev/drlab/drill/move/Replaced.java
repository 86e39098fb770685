package dev.drlab.drill.move;

import dev.drlab.report.Report;
import dev.drlab.workload.account.StaleWrites;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a region was replaced as the writer. The moment comes by the other region's clock, which is known between two bounds.
 * Whether the old one accepted writes after it is known only where both bounds say the same.
 *
 * @param peer the region that was replaced
 * @param epoch the higher epoch
 * @param at when it was written, by the drill's clock as {@link RegionClock#local} puts it
 * @param clocks how the region's clock compares with the drill's
 * @param region whose clock that is
 */
record Replaced(String peer, long epoch, Instant at, RegionClock clocks, String region) {
    /** What the old region acknowledged too much, from the earliest moment; not measured where by the latest it is none. */
    Report.SplitBrain splitBrain(List<AcknowledgedWrite> acknowledged) {
        if (!clocks.known()) {
            return notMeasured("is not known");
        }
        StaleWrites most = since(clocks.earliest(at), acknowledged);
        if (most.count() > 0 && least(acknowledged) == 0) {
            return notMeasured("is not known closely enough (it accepted 0 to " + most.count() + " writes after it)");
        }
        return new Report.SplitBrain(most.count(), most.windowSeconds(), false);
    }

    /** How far the number may be too high; empty where it is exact, or there is none. */
    Optional<String> warning(List<AcknowledgedWrite> acknowledged) {
        long least = least(acknowledged);
        long most = since(clocks.earliest(at), acknowledged).count();
        return clocks.known() && least > 0 && least < most
                ? Optional.of(peer + " accepted " + least + " to " + most
                        + " writes after it had been replaced: the clock of " + region + " was " + clocks.sentence()
                        + ".")
                : Optional.empty();
    }

    private long least(List<AcknowledgedWrite> acknowledged) {
        return since(clocks.latest(at), acknowledged).count();
    }

    private StaleWrites since(Instant moment, List<AcknowledgedWrite> acknowledged) {
        return StaleWrites.of(acknowledged, peer, epoch, moment);
    }

    private Report.SplitBrain notMeasured(String what) {
        return Report.SplitBrain.notMeasured(
                "when " + peer + " was replaced " + what + ", as the clock of " + region + " was " + clocks.sentence());
    }
}
