package dev.drlab.lab.simulation.aws;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.call.ModelledMembers;
import dev.drlab.lab.simulation.aws.call.ServiceFailures;
import dev.drlab.refusals.Refused;
import dev.drlab.refusals.SsmRefusals;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * One region's Parameter Store, in memory: plain String parameters of the standard tier with their versions, which the
 * lab sets and the state machines read. None has a label. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html">GetParameter</a>
 */
public final class LabSsmClient implements SsmClient {
    /** The versions of each parameter, oldest first. */
    private final Map<String, List<Parameter>> parameters = new ConcurrentHashMap<>();

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
     * @throws software.amazon.awssdk.services.ssm.model.SsmException what PutParameter refuses
     */
    public void set(String name, String value) {
        SsmRefusals.putParameter(name, value).ifPresent(LabSsmClient::refuse);
        parameters.compute(name, (key, present) -> {
            List<Parameter> versions = present == null ? new ArrayList<>() : new ArrayList<>(present);
            versions.add(parameter(name, value, versions.size() + 1L));
            return List.copyOf(versions);
        });
    }

    /**
     * A parameter's value, as whoever set it knows it.
     *
     * @throws IllegalArgumentException if it was never set
     */
    public String value(String name) {
        return latest(versions(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException("parameter " + name + " was never set in " + region)))
                .value();
    }

    @Override
    public GetParameterResponse getParameter(GetParameterRequest request) {
        ModelledMembers.require("Ssm.getParameter", request, Set.of("Name", "WithDecryption"));
        String[] named = String.valueOf(request.name()).split(":", 2);
        Optional<String> version = named.length == 1 ? Optional.empty() : Optional.of(named[1]);
        Optional<List<Parameter>> versions = versions(named[0]);
        Optional<Parameter> found = versions.flatMap(present -> version.isEmpty()
                ? Optional.of(latest(present))
                : present.stream()
                        .filter(each -> each.version().toString().equals(version.get()))
                        .findFirst());
        SsmRefusals.getParameter(named[0], versions.isPresent(), version, found.isPresent())
                .ifPresent(LabSsmClient::refuse);
        return GetParameterResponse.builder().parameter(found.orElseThrow()).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Does nothing: the parameters stay. */
    @Override
    public void close() {}

    private Optional<List<Parameter>> versions(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Parameter latest(List<Parameter> versions) {
        return versions.get(versions.size() - 1);
    }

    private static void refuse(Refused refused) {
        throw ServiceFailures.refused(SsmClient.class, refused);
    }

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
