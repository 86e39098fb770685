package dev.drlab.lab.simulation.aws.ecs;

/** Is told what the scalable target of a service allows, as ECS is by Application Auto Scaling. */
@FunctionalInterface
public interface CapacityListener {
    /**
     * A target was registered or changed. Called by the registering thread: start the work, do not wait for it.
     *
     * @param resourceId {@code service/<cluster>/<service>}
     * @param minTasks the service must have at least so many
     * @param maxTasks and at most so many
     */
    void bounds(String resourceId, int minTasks, int maxTasks);
}
