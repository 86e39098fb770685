package dev.drlab.lab;

import dev.drlab.lab.LabStatus.RegionStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The next command in a lab that is not one writer with a warm standby: for every state that the loss of processes, or
 * of a state machine's run, can leave behind, the one command that leads out of it.
 */
final class NextCommand {
    private static final String RESTORE = "./drlab restore ";
    private static final String REPROTECT = "./drlab reprotect ";

    private NextCommand() {}

    /** One sentence for each thing that is not as it should be; empty when all is well. */
    static List<String> of(List<RegionStatus> regions) {
        List<String> sentences = new ArrayList<>();
        Optional<RegionStatus> writer = writer(regions);
        if (writer.isEmpty()) {
            return List.of("no region has ever been activated: the lab is starting, or did not come up");
        }
        for (RegionStatus region : regions) {
            RegionStatus peer = peerOf(region, regions);
            boolean isWriter = writer.filter(region::equals).isPresent();
            if (!region.up()) {
                sentences.add(lost(region, isWriter, peer));
                continue;
            }
            database(region, isWriter, peer).ifPresent(sentences::add);
            tasks(region, isWriter, peer).ifPresent(sentences::add);
        }
        return List.copyOf(sentences);
    }

    /** The region that the highest epoch names. */
    private static Optional<RegionStatus> writer(List<RegionStatus> regions) {
        return regions.stream()
                .filter(region -> region.epoch() > 0)
                .max(Comparator.comparingLong(RegionStatus::epoch))
                .flatMap(holder -> regions.stream()
                        .filter(region -> region.name().equals(holder.authority()))
                        .findFirst());
    }

    private static RegionStatus peerOf(RegionStatus region, List<RegionStatus> regions) {
        return regions.stream()
                .filter(other -> !other.equals(region))
                .findFirst()
                .orElse(region);
    }

    private static String lost(RegionStatus region, boolean isWriter, RegionStatus peer) {
        if (isWriter && canBePromoted(peer)) {
            return region.name() + ", the writer, is lost: fail over with " + unplanned(peer)
                    + ", or bring it back with " + RESTORE + region.name();
        }
        return region.name() + " is lost: bring it back with " + RESTORE + region.name();
    }

    private static Optional<String> database(RegionStatus region, boolean isWriter, RegionStatus peer) {
        String database = "the database of " + region.name();
        return Optional.ofNullable(
                switch (region.database()) {
                    case "down" -> database + down(region, isWriter, peer);
                    case "primary" ->
                        isWriter
                                ? null
                                : database + " is no replica: make it the standby with " + rebuilding(region, peer, "");
                    default -> replica(region, isWriter, peer, database);
                });
    }

    private static String down(RegionStatus region, boolean isWriter, RegionStatus peer) {
        return switch (region.databaseStatus()) {
            case "failed" -> " has failed: " + afterFailure(region, isWriter, peer);
            case "none" -> " was removed: make it anew with " + rebuilding(region, peer, "");
            case "rebooting" ->
                " is down; RDS restarts it after " + LabRegion.ENGINE_RECOVERY.toSeconds() + " s: start it now with "
                        + RESTORE + region.name();
            default -> " is " + region.databaseStatus() + ": wait, and look again with ./drlab status";
        };
    }

    private static String afterFailure(RegionStatus region, boolean isWriter, RegionStatus peer) {
        if (!isWriter) {
            return "make it anew with " + rebuilding(region, peer, " --rebuild");
        }
        return canBePromoted(peer)
                ? "fail over with " + unplanned(peer)
                : "its log says why; try again with " + RESTORE + region.name();
    }

    /** A standby can be made of a writer only: while there is none, that comes first. */
    private static String rebuilding(RegionStatus region, RegionStatus peer, String option) {
        return takesWrites(peer)
                ? REPROTECT + region.name() + option
                : "reprotect, once the database of " + peer.name() + " takes writes again (./drlab status)";
    }

    private static boolean takesWrites(RegionStatus region) {
        return region.up() && region.database().equals("primary");
    }

    private static String replica(RegionStatus region, boolean isWriter, RegionStatus peer, String database) {
        if (isWriter) {
            return database + " was not promoted, though the highest epoch is its own: finish that with "
                    + unplanned(region);
        }
        if (region.streaming() || !takesWrites(peer)) {
            return null;
        }
        return database + " does not stream: when it does not begin to, make it anew with " + REPROTECT + region.name()
                + " --rebuild";
    }

    private static Optional<String> tasks(RegionStatus region, boolean isWriter, RegionStatus peer) {
        if (region.desiredTasks() == 0) {
            return Optional.of("no service task is wanted in " + region.name() + ": finish with "
                    + (isWriter ? unplanned(region) : rebuilding(region, peer, "")));
        }
        return region.runningTasks() < region.desiredTasks()
                ? Optional.of(region.runningTasks() + " of " + region.desiredTasks() + " service tasks run in "
                        + region.name() + ": the others start by themselves; at once with " + RESTORE + region.name())
                : Optional.empty();
    }

    private static boolean canBePromoted(RegionStatus region) {
        return region.up() && region.database().equals("replica");
    }

    private static String unplanned(RegionStatus region) {
        return "./drlab activate " + region.name() + " --mode unplanned";
    }
}
