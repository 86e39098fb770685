package dev.drlab.lab.soak;

/** The disturbance of a round of a soak. */
enum Disturbance {
    /** A planned activate; nothing may be lost. */
    SWITCHOVER("switchover", false),
    /** Every process of the active region is killed; the other one is activated. */
    OUTAGE("outage", true),
    /** The same while the replica has not received anything for a moment: commits are lost, and must be listed. */
    OUTAGE_WHILE_LAGGING("outage-while-lagging", true),
    /** Only the active region's PostgreSQL is killed; the other region is activated. */
    DATABASE_FAILURE("database-failure", true),
    /** The regions lose sight of each other; the other one is activated, then the links heal. */
    PARTITION("partition", true),
    /** A planned activate whose replica receives nothing: it gives up, and nothing moves. */
    DRAIN_ABORT("drain-abort", false),
    /** The standby's PostgreSQL is killed and started again. */
    STANDBY_RESTART("standby-restart", false),
    /** One service task of the active region is killed. */
    TASK_KILLED("task-killed", false);

    private final String title;
    private final boolean mayLose;

    Disturbance(String title, boolean mayLose) {
        this.title = title;
        this.mayLose = mayLose;
    }

    /** The name in reports. */
    String title() {
        return title;
    }

    /** True where acknowledged commits may be missing afterwards, if they are listed. */
    boolean mayLose() {
        return mayLose;
    }

    /** True where the old region may acknowledge writes until it can see the higher epoch. */
    boolean mayGoOnInTheOldRegion() {
        return this == PARTITION;
    }
}
