package dev.drlab.lab.simulation.aws.ecs;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.lab.simulation.aws.fault.FaultyEcs;
import dev.drlab.refusals.EcsRefusals;
import dev.drlab.refusals.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;

/**
 * ECS in one region with one cluster and one service of real processes. Hand it out behind {@link FaultyEcs}, which makes
 * it unreachable while the region is dark.
 */
public final class LabEcsClient implements EcsClient {
    private static final String ACTIVE = "ACTIVE";

    private final String region;
    private final String cluster;
    private final String serviceName;
    private final LabEcsService service;
    private volatile String status = ACTIVE;

    /**
     * ECS in {@code region}.
     *
     * @param cluster the cluster's name
     * @param serviceName the service's name in the cluster
     */
    public LabEcsClient(String region, String cluster, String serviceName, LabEcsService service) {
        this.region = Objects.requireNonNull(region, "region");
        this.cluster = Objects.requireNonNull(cluster, "cluster");
        this.serviceName = Objects.requireNonNull(serviceName, "serviceName");
        this.service = Objects.requireNonNull(service, "service");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the service is closed by whoever made it. */
    @Override
    public void close() {
        // nothing of its own
    }

    /** Deletes the service, as DeleteService with {@code force} does: it is still described, but cannot be changed. */
    public void deleteService() {
        service.desire(0);
        status = "INACTIVE";
    }

    /** Sets the desired count; tasks start and stop in the background. */
    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest request) {
        ModelledMembers.require("Ecs.updateService", request, Set.of("cluster", "service", "desiredCount"));
        EcsRefusals.updateService(
                        names(request.cluster(), cluster),
                        names(request.service(), serviceName) ? Optional.of(status) : Optional.empty(),
                        request.desiredCount() == null ? OptionalInt.empty() : OptionalInt.of(request.desiredCount()))
                .ifPresent(LabEcsClient::refuse);
        if (request.desiredCount() != null) {
            service.desire(request.desiredCount());
        }
        return UpdateServiceResponse.builder().service(describe()).build();
    }

    /** The service's counts; names that it does not have come back as failures. */
    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest request) {
        ModelledMembers.require("Ecs.describeServices", request, Set.of("cluster", "services"));
        EcsRefusals.describeServices(
                        names(request.cluster(), cluster), request.services().size())
                .ifPresent(LabEcsClient::refuse);
        List<Service> found = new ArrayList<>();
        List<Failure> missing = new ArrayList<>();
        for (String wanted : request.services()) {
            if (names(wanted, serviceName)) {
                found.add(describe());
            } else {
                missing.add(Failure.builder()
                        .arn(arn("service", cluster + "/" + wanted))
                        .reason("MISSING")
                        .build());
            }
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(missing)
                .build();
    }

    private Service describe() {
        return Service.builder()
                .serviceName(serviceName)
                .serviceArn(arn("service", cluster + "/" + serviceName))
                .clusterArn(arn("cluster", cluster))
                .status(status)
                .desiredCount(service.desiredCount())
                .runningCount(service.runningCount())
                .pendingCount(service.pendingCount())
                .build();
    }

    /** By name or by ARN, which ends with the name. */
    private static boolean names(String wanted, String name) {
        return wanted != null && (wanted.equals(name) || wanted.startsWith("arn:") && wanted.endsWith("/" + name));
    }

    private String arn(String kind, String path) {
        return Arns.of("ecs", region, kind + "/" + path);
    }

    private static void refuse(Refused refused) {
        throw ServiceFailures.refused(EcsClient.class, refused);
    }
}
