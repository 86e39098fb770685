package dev.drlab.verifier.objects;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * How canary objects are written.
 *
 * @param buckets by region, both of them
 * @param writer the region that is active now, if one is; asked before each canary
 * @param objectsPerSecond 0.01 to 100
 * @param leastPause between two readings of a bucket; each reading is one listing
 * @param ledger file that every acknowledgement is appended to, as a line of JSON
 */
public record ObjectCanaryConfig(
        Map<String, CanaryBucket> buckets,
        Supplier<Optional<String>> writer,
        double objectsPerSecond,
        Duration leastPause,
        Path ledger) {
    /** @throws IllegalArgumentException naming what is out of range */
    public ObjectCanaryConfig {
        buckets = Collections.unmodifiableMap(new TreeMap<>(buckets));
        if (buckets.size() != 2) {
            throw new IllegalArgumentException("buckets are of " + buckets.keySet() + "; give those of two regions");
        }
        Objects.requireNonNull(writer, "writer");
        if (!(objectsPerSecond >= 0.01 && objectsPerSecond <= 100)) {
            throw new IllegalArgumentException(
                    "objectsPerSecond is " + objectsPerSecond + "; it must be 0.01 to 100 objects/s");
        }
        if (leastPause.toMillis() < 1) {
            throw new IllegalArgumentException("leastPause is " + leastPause + "; it must be 1 ms or more");
        }
        Objects.requireNonNull(ledger, "ledger");
    }

    /** The region that objects written in {@code region} are replicated to. */
    String peerOf(String region) {
        return buckets.keySet().stream()
                .filter(name -> !name.equals(region))
                .findFirst()
                .orElseThrow();
    }
}
