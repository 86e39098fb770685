package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** CloudWatch behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultyCloudWatch implements CloudWatchClient {
    private final FaultInjector faults;
    private final CloudWatchClient cloudWatch;

    /** {@code cloudWatch} behind {@code faults}. */
    public FaultyCloudWatch(FaultInjector faults, CloudWatchClient cloudWatch) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.cloudWatch = Objects.requireNonNull(cloudWatch, "cloudWatch");
    }

    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
        return faults.call(CloudWatchClient.class, "putMetricData", request, cloudWatch::putMetricData);
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest request) {
        return faults.call(CloudWatchClient.class, "getMetricData", request, cloudWatch::getMetricData);
    }

    @Override
    public String serviceName() {
        return cloudWatch.serviceName();
    }

    @Override
    public void close() {
        cloudWatch.close();
    }
}
