package dev.drlab.lab.scenario.step;

import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRunbook;
import dev.drlab.lab.LabStatus;
import dev.drlab.lab.RegionNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where a failback must end: the primary active, the secondary its standby, clients at the primary. */
public final class StartingTopology {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private StartingTopology() {}

    /** Waits for it; what differs when it does not come, one sentence each. */
    public static List<String> await(Lab lab) throws InterruptedException {
        return Poll.within(LIMIT)
                .every(POLL_INTERVAL)
                .observe("the starting topology did not come back", () -> differences(LabStatus.of(lab)), List::isEmpty)
                .last();
    }

    private static List<String> differences(LabStatus status) {
        List<String> found = new ArrayList<>();
        require(found, status.dnsAnswer().equals(RegionNames.PRIMARY), "clients are sent to " + status.dnsAnswer());
        require(found, status.alarms().isEmpty(), "alarms are on: " + status.alarms());
        for (LabStatus.RegionStatus region : status.regions()) {
            boolean primary = region.name().equals(RegionNames.PRIMARY);
            int tasks = primary ? LabRunbook.ACTIVE_TASKS : LabRunbook.STANDBY_TASKS;
            require(found, region.active() == primary, region.name() + (primary ? " is not active" : " is active"));
            require(
                    found,
                    region.authority().equals(RegionNames.PRIMARY),
                    "the record of " + region.name() + " names " + region.authority());
            require(
                    found,
                    region.database().equals(primary ? "primary" : "replica"),
                    "the database of " + region.name() + " is " + region.database());
            require(
                    found,
                    region.runningTasks() == tasks && region.desiredTasks() == tasks,
                    region.name() + " runs " + region.runningTasks() + " of " + region.desiredTasks() + " tasks, not "
                            + tasks);
        }
        return found;
    }

    private static void require(List<String> found, boolean holds, String otherwise) {
        if (!holds) {
            found.add("not back in the starting topology: " + otherwise);
        }
    }
}
