package dev.drlab.stacks.config;

/**
 * The service's size.
 *
 * @param imageTag of the service's and the verifier's image
 * @param activeTasks tasks of the active region; the first one is the primary's
 * @param warmStandbyTasks tasks of the standby
 */
public record ServiceSettings(String imageTag, int activeTasks, int warmStandbyTasks) {
    private static final int GROWTH = 2;

    /** The most tasks that autoscaling may start in either region. */
    public int maxTasks() {
        return activeTasks * GROWTH;
    }

    /** Tasks that a region starts with when it is deployed. */
    public int initialTasks(Role role) {
        return role == Role.PRIMARY ? activeTasks : warmStandbyTasks;
    }
}
