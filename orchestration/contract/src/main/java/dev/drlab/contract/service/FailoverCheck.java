package dev.drlab.contract.service;

import java.util.List;

/** The checks over {@link EndpointCheck}s: the first decides the failover name's answer, the others only raise alarms. */
public enum FailoverCheck {
    /** The primary has the name: it answers, and the secondary is not active. */
    PRIMARY_SERVES("primary-serves", 2, EndpointCheck.PRIMARY_HEALTHZ, EndpointCheck.SECONDARY_NOT_ACTIVE),
    /** Unhealthy: no region is the writer. */
    WRITER_PRESENT("writer-present", 1, EndpointCheck.PRIMARY_ACTIVE, EndpointCheck.SECONDARY_ACTIVE),
    /** Healthy: both are. */
    TWO_WRITERS("two-writers", 2, EndpointCheck.PRIMARY_ACTIVE, EndpointCheck.SECONDARY_ACTIVE);

    private final String label;
    private final int atLeast;
    private final List<EndpointCheck> children;

    FailoverCheck(String label, int atLeast, EndpointCheck... children) {
        this.label = label;
        this.atLeast = atLeast;
        this.children = List.of(children);
    }

    /** Its name. */
    public String label() {
        return label;
    }

    /** How many children must be healthy for it to be, 1 to their number. */
    public int atLeast() {
        return atLeast;
    }

    /** What it counts. */
    public List<EndpointCheck> children() {
        return children;
    }
}
