package dev.drlab.lab.scenario.step;

import dev.drlab.lab.scenario.run.ScenarioRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The lost region's processes come back while the other region is active. Its service is then sent writes directly: it
 * must hand them on or refuse them, and its database must not grow.
 */
public final class LostRegionReturn {
    private final ScenarioRun run;
    private final String lost;
    private final StaleRegion region;
    private final String active;

    /**
     * @param lost the region that was lost
     * @param active the region that has taken over
     */
    public LostRegionReturn(ScenarioRun run, String lost, String active) {
        this.run = run;
        this.lost = lost;
        this.region = new StaleRegion(run, lost);
        this.active = active;
    }

    /** The invariants that were broken, one sentence each. */
    public List<String> follow() throws InterruptedException {
        run.lab().restore(lost);
        run.recorder().event("region restored", lost + ": its processes are back, with their old data");
        region.awaitService(StaleRegion.Wanted.notActive());
        StaleRegion.Trial trial = region.trial("returned", Duration.ZERO);
        run.recorder().event("old primary tested", lost + ": " + trial + " (" + active + " is active)");
        List<String> broken = new ArrayList<>();
        if (trial.accepted() > 0) {
            broken.add("the returned region " + lost + " acknowledged " + trial.accepted() + " writes itself");
        }
        if (trial.grown() != 0) {
            broken.add("the returned database of " + lost + " grew by " + trial.grown() + " rows");
        }
        return broken;
    }
}
