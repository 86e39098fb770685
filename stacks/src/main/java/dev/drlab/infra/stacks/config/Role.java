package dev.drlab.infra.stacks.config;

/** The role of a region, fixed at deployment. Which region is active can change; its role does not. */
public enum Role {
    /** The region that writes first. */
    PRIMARY("primary"),
    /** The region that is the standby first. */
    SECONDARY("secondary");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** Lower-case name for facts, tags and configuration keys: {@code primary} or {@code secondary}. */
    public String id() {
        return id;
    }

    /** Name for stacks: {@code Primary} or {@code Secondary}. */
    public String title() {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    /** The other role. */
    public Role peer() {
        return this == PRIMARY ? SECONDARY : PRIMARY;
    }
}
