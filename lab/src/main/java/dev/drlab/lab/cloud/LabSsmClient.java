package dev.drlab.lab.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * One region's Parameter Store, in memory: plain String parameters of the standard tier, which the lab sets and the
 * state machines read. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>
 */
public final class LabSsmClient implements SsmClient {
    private static final int STANDARD_TIER_MAX_BYTES = 4096;

    private final Map<String, Parameter> parameters = new ConcurrentHashMap<>();
    private final String region;
    private final Clock clock;

    /** An empty store in {@code region}, as the region's stack finds it before its first deployment. */
    public LabSsmClient(String region, Clock clock) {
        this.region = Objects.requireNonNull(region, "region");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Sets a parameter, as the region's stack does.
     *
     * @param name with a leading slash: {@code /drlab/runbook}
     * @param value 1 to 4096 bytes of UTF-8, the standard tier's limit
     * @throws IllegalArgumentException if the value is empty or too long
     */
    public void set(String name, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > STANDARD_TIER_MAX_BYTES) {
            throw new IllegalArgumentException("parameter " + name + " has " + bytes
                    + " bytes; a standard parameter takes 1 to " + STANDARD_TIER_MAX_BYTES);
        }
        parameters.merge(name, parameter(name, value, 1), (old, ignored) -> parameter(name, value, old.version() + 1));
    }

    /**
     * A parameter's value, as whoever set it knows it.
     *
     * @throws IllegalArgumentException if it was never set
     */
    public String value(String name) {
        Parameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("parameter " + name + " was never set in " + region);
        }
        return parameter.value();
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        ModelledMembers.require("Ssm.getParameter", request, Set.of("Name", "WithDecryption"));
        Parameter parameter = parameters.get(String.valueOf(request.name()));
        if (parameter == null) {
            throw ServiceErrors.fill(
                            ParameterNotFoundException.builder(),
                            "Ssm",
                            400,
                            "ParameterNotFound",
                            "Parameter " + request.name() + " not found.")
                    .build();
        }
        return GetParameterResponse.builder().parameter(parameter).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the parameters stay. */
    @Override
    public void close() {}

    private Parameter parameter(String name, String value, long version) {
        return Parameter.builder()
                .name(name)
                .type(ParameterType.STRING)
                .value(value)
                .version(version)
                .lastModifiedDate(clock.instant())
                .arn(Arns.of("ssm", region, "parameter" + (name.startsWith("/") ? "" : "/") + name))
                .dataType("text")
                .build();
    }
}
