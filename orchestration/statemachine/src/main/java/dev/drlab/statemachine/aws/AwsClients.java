package dev.drlab.statemachine.aws;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;

/**
 * The client of each service in the runner's region. A client is created when it is first needed, once (nine of the
 * SDK's at once cost seconds), and closed with this registry. Safe for use by several threads.
 */
public final class AwsClients implements AutoCloseable {
    private final Map<AwsService, Supplier<? extends AwsClient>> suppliers;
    private final Map<AwsService, AwsClient> created = new EnumMap<>(AwsService.class);

    private AwsClients(Map<AwsService, Supplier<? extends AwsClient>> suppliers) {
        this.suppliers = suppliers;
    }

    /**
     * A registry of {@code suppliers} by the service's name in Step Functions, e.g. {@code rds}.
     *
     * @throws IllegalArgumentException for a name that is no {@link AwsService}
     */
    public static AwsClients of(Map<String, ? extends Supplier<? extends AwsClient>> suppliers) {
        Map<AwsService, Supplier<? extends AwsClient>> known = new EnumMap<>(AwsService.class);
        suppliers.forEach((name, supplier) -> known.put(
                AwsService.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("unknown AWS service '" + name
                                + "'; the runner knows " + List.of(AwsService.values()))),
                Objects.requireNonNull(supplier, name)));
        return new AwsClients(known);
    }

    /** True when there is a client for {@code service}. */
    public boolean has(AwsService service) {
        return suppliers.containsKey(service);
    }

    /**
     * The service's client.
     *
     * @throws IllegalArgumentException if the registry has none, or its supplier gives another service's
     */
    public synchronized AwsClient get(AwsService service) {
        AwsClient client = created.get(service);
        if (client == null) {
            Supplier<? extends AwsClient> supplier = suppliers.get(service);
            if (supplier == null) {
                throw new IllegalArgumentException(
                        "no client was given for the service " + service.stepFunctionsName());
            }
            client = supplier.get();
            if (!service.clientInterface().isInstance(client)) {
                throw new IllegalArgumentException("the client given for " + service.stepFunctionsName() + " is no "
                        + service.clientInterface().getSimpleName() + ": " + client);
            }
            created.put(service, client);
        }
        return client;
    }

    /** Closes every client that was created. */
    @Override
    public synchronized void close() {
        created.values().forEach(AwsClient::close);
        created.clear();
    }
}
