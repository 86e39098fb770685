package dev.drlab.refusals;

import static dev.drlab.refusals.Rules.first;
import static dev.drlab.refusals.Rules.when;

import java.util.Optional;
import java.util.OptionalInt;

/** Whether ECS refuses a request: the one decision for every stand-in of ECS. */
public final class EcsRefusals {
    private static final int MOST_SERVICES = 10;
    private static final String ACTIVE = "ACTIVE";

    private EcsRefusals() {}

    /**
     * DescribeServices.
     *
     * @param clusterExists whether the named cluster is there
     * @param services how many services are named
     */
    public static Optional<Refused> describeServices(boolean clusterExists, int services) {
        return first(
                () -> when(services == 0, EcsRefusal.NO_SERVICES, "Services cannot be empty."),
                () -> when(
                        services > MOST_SERVICES,
                        EcsRefusal.TOO_MANY_SERVICES,
                        "service names can have at most " + MOST_SERVICES + " items."),
                () -> cluster(clusterExists));
    }

    /**
     * UpdateService.
     *
     * @param clusterExists whether the named cluster is there
     * @param serviceStatus of the named service, in ECS's words; empty if the cluster has none of that name
     * @param desiredCount as it is asked for
     */
    public static Optional<Refused> updateService(
            boolean clusterExists, Optional<String> serviceStatus, OptionalInt desiredCount) {
        return first(
                () -> when(
                        desiredCount.orElse(0) < 0,
                        EcsRefusal.NEGATIVE_COUNT,
                        "Invalid desired count specified. Desired count should be zero or positive."),
                () -> cluster(clusterExists),
                () -> when(serviceStatus.isEmpty(), EcsRefusal.SERVICE_NOT_FOUND, "Service not found."),
                () -> when(
                        !serviceStatus.orElse(ACTIVE).equals(ACTIVE),
                        EcsRefusal.SERVICE_NOT_ACTIVE,
                        "Service was not ACTIVE."));
    }

    private static Optional<Refused> cluster(boolean exists) {
        return when(!exists, EcsRefusal.CLUSTER_NOT_FOUND, "Cluster not found.");
    }
}
