package dev.drlab.readiness.region;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/**
 * The SDK's clients of one region by their interface. Each is made at its first use, once: all at once cost seconds. Safe for
 * use by several threads.
 */
public final class Clients implements AutoCloseable {
    private final Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> suppliers;
    private final Map<Class<? extends SdkClient>, SdkClient> made = new ConcurrentHashMap<>();

    /** Each interface with what makes its client. */
    public Clients(Map<Class<? extends SdkClient>, Supplier<? extends SdkClient>> suppliers) {
        this.suppliers = Map.copyOf(suppliers);
    }

    /**
     * The client.
     *
     * @throws UnjudgedException if there is none
     */
    <C extends SdkClient> C get(Class<C> type) {
        Supplier<? extends SdkClient> supplier = suppliers.get(type);
        if (supplier == null) {
            throw new UnjudgedException("there is no " + type.getSimpleName() + " here");
        }
        return type.cast(made.computeIfAbsent(type, t -> supplier.get()));
    }

    @Override
    public void close() {
        made.values().forEach(SdkClient::close);
        made.clear();
    }
}
