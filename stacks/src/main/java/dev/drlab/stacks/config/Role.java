package dev.drlab.stacks.config;

/** Which of the two regions. The names are those at deployment; which region is active changes, its role does not. */
public enum Role {
    /** The region that is the first writer. */
    PRIMARY("primary"),
    /** The region that is the first standby. */
    SECONDARY("secondary");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** As used in fact names, tags and configuration keys: {@code primary} or {@code secondary}. */
    public String id() {
        return id;
    }

    /** As used in stack names: {@code Primary} or {@code Secondary}. */
    public String title() {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    /** The other role. */
    public Role peer() {
        return this == PRIMARY ? SECONDARY : PRIMARY;
    }
}
