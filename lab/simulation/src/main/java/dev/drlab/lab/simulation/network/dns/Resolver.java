package dev.drlab.lab.simulation.network.dns;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A client's resolver: asks when it needs an answer and keeps it for its time to live, counted from when it asked.
 *
 * <p>Thread-safe.
 */
public final class Resolver {
    private final DnsRecord dnsRecord;
    private final LongSupplier nanoClock;
    private final List<Consumer<DnsAnswer>> listeners = new CopyOnWriteArrayList<>();
    private DnsAnswer cached;
    private long resolvedAtNanos;

    /** A resolver on the system's clock. */
    public Resolver(DnsRecord dnsRecord) {
        this(dnsRecord, System::nanoTime);
    }

    /** @param nanoClock nanoseconds, as of {@link System#nanoTime}; answers live by it */
    public Resolver(DnsRecord dnsRecord, LongSupplier nanoClock) {
        this.dnsRecord = Objects.requireNonNull(dnsRecord, "dnsRecord");
        this.nanoClock = nanoClock;
    }

    /** The kept answer, or a new one if there is none or it is too old. */
    public DnsAnswer current() {
        DnsAnswer answer;
        synchronized (this) {
            long now = nanoClock.getAsLong();
            if (cached != null && now - resolvedAtNanos < TimeUnit.MILLISECONDS.toNanos(cached.ttlMillis())) {
                return cached;
            }
            answer = dnsRecord.answer();
            boolean changed = cached == null || !cached.region().equals(answer.region());
            cached = answer;
            resolvedAtNanos = now;
            if (!changed) {
                return answer;
            }
        }
        listeners.forEach(listener -> listener.accept(answer));
        return answer;
    }

    /** Calls the listener whenever a new answer names another region than the one before; it must return soon. */
    public void onChange(Consumer<DnsAnswer> listener) {
        listeners.add(listener);
    }
}
