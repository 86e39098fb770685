package dev.drlab.drill.move;

import dev.drlab.report.Report;
import dev.drlab.workload.account.StaleWrites;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a region accepted after it had been replaced as the writer. The moment comes by the other region's clock, which
 * is known between two bounds. Whether the old one accepted writes after it is known only where both bounds say the
 * same.
 */
final class Replaced {
    private final String peer;
    private final RegionClock clocks;
    private final String region;
    private final StaleWrites most;
    private final long least;

    /**
     * Counts them.
     *
     * @param peer the region that was replaced
     * @param epoch the higher epoch
     * @param at when it was written, by the drill's clock as {@link RegionClock#local} puts it
     * @param clocks how the region's clock compares with the drill's
     * @param region whose clock that is
     * @param acknowledged all writes
     */
    Replaced(
            String peer,
            long epoch,
            Instant at,
            RegionClock clocks,
            String region,
            List<AcknowledgedWrite> acknowledged) {
        this.peer = peer;
        this.clocks = clocks;
        this.region = region;
        this.most = StaleWrites.of(acknowledged, peer, epoch, clocks.earliest(at));
        this.least =
                StaleWrites.of(acknowledged, peer, epoch, clocks.latest(at)).count();
    }

    /** What the old region acknowledged too much, from the earliest moment; not measured where by the latest it is none. */
    Report.SplitBrain splitBrain() {
        if (!clocks.known()) {
            return notMeasured("is not known");
        }
        if (most.count() > 0 && least == 0) {
            return notMeasured("is not known closely enough (it accepted 0 to " + most.count() + " writes after it)");
        }
        return new Report.SplitBrain(most.count(), most.windowSeconds(), false);
    }

    /** How far the number may be too high; empty where it is exact, or there is none. */
    Optional<String> warning() {
        return clocks.known() && least > 0 && least < most.count()
                ? Optional.of(peer + " accepted " + least + " to " + most.count()
                        + " writes after it had been replaced: the clock of " + region + " was " + clocks.sentence()
                        + ".")
                : Optional.empty();
    }

    private Report.SplitBrain notMeasured(String what) {
        return Report.SplitBrain.notMeasured(
                "when " + peer + " was replaced " + what + ", as the clock of " + region + " was " + clocks.sentence());
    }
}
