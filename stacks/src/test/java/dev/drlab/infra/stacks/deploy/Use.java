package dev.drlab.infra.stacks.deploy;

/**
 * A right that a role needed and had.
 *
 * @param role the role's name
 * @param action such as {@code rds:PromoteReadReplica}
 *
 * @param role the role's name
 * @param action such as {@code rds:PromoteReadReplica}
 */
record Use(String role, String action) implements Comparable<Use> {
    @Override
    public int compareTo(Use other) {
        int byRole = role.compareTo(other.role);
        return byRole == 0 ? action.compareTo(other.action) : byRole;
    }

    @Override
    public String toString() {
        return role + " " + action;
    }
}
