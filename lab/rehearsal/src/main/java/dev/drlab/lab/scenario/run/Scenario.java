package dev.drlab.lab.scenario.run;

import dev.drlab.lab.simulation.LabException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The scenarios of a rehearsal. */
public enum Scenario {
    /** Every process of the active region is killed at once; the secondary is activated, unplanned. */
    PRIMARY_OUTAGE("primary-outage", "kill every process of the active region, fail over, account for every commit"),
    /** Both regions alive; the secondary is activated, planned. */
    PLANNED_SWITCHOVER("planned-switchover", "move the service to the other region without losing a commit"),
    /** An outage, and the way back to the topology that it began with. */
    FAILBACK("failback", "lose the primary, fail over, rebuild it as the standby, and move the service back"),
    /** Objects are deleted and overwritten, then restored by version; then the service moves, planned. */
    S3_RECOVERY(
            "s3-recovery",
            "delete and overwrite objects, restore them by version, then move the service and find them there"),
    /** Only the active region's database is killed; the secondary is activated, unplanned. */
    DATABASE_FAILURE("database-failure", "kill only the active region's database, fail over while its service lives"),
    /** A planned activate whose replica cannot catch up gives up, and the primary serves again. */
    DRAIN_ABORT(
            "drain-abort", "a switchover that gives up because its replica cannot catch up; nothing moves or is lost"),
    /** A slow link: the lag grows, the alarm fires, a switchover is refused, and later succeeds. */
    REPLICA_LAG(
            "replica-lag", "a slow link under load: alarm, a refused switchover, recovery, a switchover without loss"),
    /** The old primary starts cold after a failover, with and without sight of the active region. */
    STALE_PRIMARY_RETURNS(
            "stale-primary-returns", "the lost region starts cold, blind first and then seeing; it accepts no write"),
    /** The regions lose sight of each other while clients still reach the old one. */
    PARTITION(
            "partition", "cut the links between two living regions, fail over, heal, and account for the split brain");

    private final String title;
    private final String summary;

    Scenario(String title, String summary) {
        this.title = title;
        this.summary = summary;
    }

    /** The name on the command line and in reports. */
    public String title() {
        return title;
    }

    /** One line for the help text. */
    public String summary() {
        return summary;
    }

    /**
     * Reads a scenario's title.
     *
     * @throws LabException naming the scenarios that exist
     */
    public static Scenario parse(String title) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new LabException("there is no scenario '" + title + "'; there are "
                        + Arrays.stream(values()).map(Scenario::title).collect(Collectors.joining(", "))));
    }
}
