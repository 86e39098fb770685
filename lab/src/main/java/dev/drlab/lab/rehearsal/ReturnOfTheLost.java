package dev.drlab.lab.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The lost region's processes come back while the other region is active. Its service is then sent writes directly: it
 * must hand them on or refuse them, and its database must not grow.
 */
final class ReturnOfTheLost {
    private final Stage stage;
    private final String lost;
    private final StaleRegion region;
    private final String active;

    ReturnOfTheLost(Stage stage, String lost, String active) {
        this.stage = stage;
        this.lost = lost;
        this.region = new StaleRegion(stage, lost);
        this.active = active;
    }

    /** What was broken, one sentence each. */
    List<String> play() throws InterruptedException {
        stage.lab().restore(lost);
        stage.recorder().event("region restored", lost + ": its processes are back, with their old data");
        region.awaitService(StaleRegion.Wanted.notActive());
        StaleRegion.Trial trial = region.trial("returned", Duration.ZERO);
        stage.recorder().event("old primary tested", lost + ": " + trial + " (" + active + " is active)");
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
