package dev.drlab.lab.soak;

import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.LabRunbook;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.RegionNames;
import dev.drlab.verifier.CanaryRun;
import dev.drlab.verifier.measure.CanarySnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The state between two rounds: one active region, the other its warm standby, and everything running. */
final class RestingState {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);
    private static final double CAUGHT_UP_SECONDS = 1;

    private final Lab lab;
    private final CanaryRun canaries;

    RestingState(Lab lab, CanaryRun canaries) {
        this.lab = lab;
        this.canaries = canaries;
    }

    /** The region that the highest epoch names. */
    String active() {
        return lab.regions().stream()
                .flatMap(region -> region.controlTable().read().stream())
                .max((one, other) -> Long.compare(one.epoch(), other.epoch()))
                .orElseThrow(() -> new Violation("no region has an authority record"))
                .region();
    }

    /** The epoch in a region's record; 0 when it has none. */
    long epoch(String region) {
        return lab.region(region)
                .controlTable()
                .read()
                .map(record -> record.epoch())
                .orElse(0L);
    }

    /**
     * Waits until {@code active} is the writer, and the other region streams from it.
     *
     * @throws Violation naming what differs when that does not come within 90 s, and at once when both regions are active
     */
    void await(String active) throws InterruptedException {
        long replicatedBefore = canaries.snapshot().replicated();
        Poll.within(LIMIT)
                .every(POLL_INTERVAL)
                .observe(
                        active + " did not become the one active region with a streaming warm standby",
                        () -> differences(active, replicatedBefore),
                        List::isEmpty)
                .orElseThrow((missed, differs) -> new Violation(missed + ": " + String.join("; ", differs)));
    }

    private List<String> differences(String active, long replicatedBefore) throws InterruptedException {
        List<String> found = new ArrayList<>();
        LabStatus status = LabStatus.of(lab);
        if (status.regions().stream().allMatch(LabStatus.RegionStatus::active)) {
            throw new Violation("both regions are active");
        }
        for (LabStatus.RegionStatus region : status.regions()) {
            boolean writer = region.name().equals(active);
            int tasks = writer ? LabRunbook.ACTIVE_TASKS : LabRunbook.STANDBY_TASKS;
            String database = writer ? "primary" : "replica";
            note(found, region.active() == writer, region.name() + (writer ? " is not active" : " is active"));
            note(found, region.database().equals(database), region.name() + "'s database is " + region.database());
            note(
                    found,
                    region.runningTasks() == tasks && region.desiredTasks() == tasks,
                    region.name() + " runs " + region.runningTasks() + " of " + region.desiredTasks() + " tasks, not "
                            + tasks);
        }
        CanarySnapshot seen = canaries.snapshot();
        note(found, seen.writer().filter(active::equals).isPresent(), "the verifier's writer is " + seen.writer());
        note(
                found,
                seen.replicated() > replicatedBefore && seen.exposureSeconds() < CAUGHT_UP_SECONDS,
                "the replica is " + seen.exposureSeconds() + " s behind");
        return found;
    }

    private static void note(List<String> found, boolean holds, String otherwise) {
        if (!holds) {
            found.add(otherwise);
        }
    }

    /** The standby of {@code active}. */
    LabRegion standbyOf(String active) {
        return lab.region(RegionNames.peerOf(active));
    }
}
