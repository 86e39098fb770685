package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/** ECS behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultyEcs implements EcsClient {
    private final FaultInjector faults;
    private final EcsClient ecs;

    /** {@code ecs} behind {@code faults}. */
    public FaultyEcs(FaultInjector faults, EcsClient ecs) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.ecs = Objects.requireNonNull(ecs, "ecs");
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        return faults.call(EcsClient.class, "updateService", request, ecs::updateService);
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        return faults.call(EcsClient.class, "describeServices", request, ecs::describeServices);
    }

    @Override
    public String serviceName() {
        return ecs.serviceName();
    }

    @Override
    public void close() {
        ecs.close();
    }
}
