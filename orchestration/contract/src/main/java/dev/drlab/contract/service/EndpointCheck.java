package dev.drlab.contract.service;

/** The health checks that ask the regions' balancers: Route 53's where drlab is deployed, the lab's in a rehearsal. */
public enum EndpointCheck {
    /** Whether the primary answers at all. */
    PRIMARY_HEALTHZ("primary-healthz", true, Paths.HEALTHZ, false),
    /** Whether the primary is the writer. */
    PRIMARY_ACTIVE("primary-active", true, Paths.ACTIVE, false),
    /** Whether the secondary is the writer. */
    SECONDARY_ACTIVE("secondary-active", false, Paths.ACTIVE, false),
    /** Whether it is not; a region that cannot be reached is none. */
    SECONDARY_NOT_ACTIVE("secondary-not-active", false, Paths.ACTIVE, true);

    private final String label;
    private final boolean ofPrimary;
    private final String path;
    private final boolean inverted;

    EndpointCheck(String label, boolean ofPrimary, String path, boolean inverted) {
        this.label = label;
        this.ofPrimary = ofPrimary;
        this.path = path;
        this.inverted = inverted;
    }

    /** Its name. */
    public String label() {
        return label;
    }

    /** Asks the primary, else the secondary. */
    public boolean ofPrimary() {
        return ofPrimary;
    }

    /** What it asks for. */
    public String path() {
        return path;
    }

    /** Healthy while its endpoint is not. */
    public boolean inverted() {
        return inverted;
    }
}
