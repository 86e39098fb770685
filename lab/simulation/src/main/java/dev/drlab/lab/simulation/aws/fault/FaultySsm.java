package dev.drlab.lab.simulation.aws.fault;

import java.util.Objects;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/** Systems Manager behind a {@link FaultInjector}: the operations that the lab models, see the package. */
public final class FaultySsm implements SsmClient {
    private final FaultInjector faults;
    private final SsmClient ssm;

    /** {@code ssm} behind {@code faults}. */
    public FaultySsm(FaultInjector faults, SsmClient ssm) {
        this.faults = Objects.requireNonNull(faults, "faults");
        this.ssm = Objects.requireNonNull(ssm, "ssm");
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        return faults.call(SsmClient.class, "getParameter", request, ssm::getParameter);
    }

    @Override
    public String serviceName() {
        return ssm.serviceName();
    }

    @Override
    public void close() {
        ssm.close();
    }
}
