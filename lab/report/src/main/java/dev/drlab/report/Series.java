package dev.drlab.report;

import dev.drlab.report.Exposure.Knowledge;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The data of the report's picture. All offsets are milliseconds after {@code origin}. Lists are sorted by time.
 *
 * @param origin the picture's time 0
 * @param bins what clients got, per {@link #BIN_MILLIS}; a bin without a request may be left out
 * @param lags replication lag as the canaries showed it
 * @param exposures age of the oldest acknowledged commit that the replica did not have
 * @param visits states of the state machine
 * @param markers moments worth a line across the picture
 * @param writers when which region accepted writes; those of several regions may overlap
 */
public record Series(
        Instant origin,
        List<Bin> bins,
        List<Lag> lags,
        List<Exposure> exposures,
        List<Visit> visits,
        List<Marker> markers,
        List<Writer> writers) {

    /** Length of a {@link Bin}. */
    public static final long BIN_MILLIS = 100;

    /** @throws NullPointerException naming the missing part */
    public Series {
        Objects.requireNonNull(origin, "origin");
        bins = sorted("bins", bins, Comparator.comparingLong(Bin::offsetMillis));
        lags = sorted("lags", lags, Comparator.comparingLong(Lag::offsetMillis));
        exposures = sorted("exposures", exposures, Comparator.comparingLong(Exposure::offsetMillis));
        visits = sorted(
                "visits", visits, Comparator.comparingLong(Visit::startMillis).thenComparingLong(Visit::endMillis));
        markers = sorted("markers", markers, Comparator.comparingLong(Marker::offsetMillis));
        writers = sorted("writers", writers, Comparator.comparingLong(Writer::startMillis));
    }

    /** Nothing recorded. */
    public static Series empty(Instant origin) {
        return new Series(origin, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static <T> List<T> sorted(String field, List<T> list, Comparator<T> order) {
        return Objects.requireNonNull(list, field).stream().sorted(order).toList();
    }

    /** Offset of the first marker of a kind, in milliseconds. */
    public OptionalLong firstMarker(MarkerKind kind) {
        return markers.stream()
                .filter(marker -> marker.kind() == kind)
                .mapToLong(Marker::offsetMillis)
                .findFirst();
    }

    /**
     * Answers in {@code [offsetMillis, offsetMillis + BIN_MILLIS)}, by when they arrived.
     *
     * @param offsetMillis start of the bin
     * @param writesOk writes answered with 201
     * @param writesFailed writes answered otherwise or not at all
     * @param readsOk reads answered with 200
     * @param readsFailed reads answered otherwise or not at all
     */
    public record Bin(long offsetMillis, int writesOk, int writesFailed, int readsOk, int readsFailed) {
        /** @throws IllegalArgumentException if a number is negative */
        public Bin {
            Checks.notNegative("bin.offsetMillis", offsetMillis);
            Checks.notNegative("bin.writesOk", (long) writesOk);
            Checks.notNegative("bin.writesFailed", (long) writesFailed);
            Checks.notNegative("bin.readsOk", (long) readsOk);
            Checks.notNegative("bin.readsFailed", (long) readsFailed);
        }
    }

    /**
     * One canary's replication lag.
     *
     * @param offsetMillis when it was first seen on the replica
     * @param lagMillis since its acknowledgement
     */
    public record Lag(long offsetMillis, double lagMillis) {
        /** @throws IllegalArgumentException if a number is negative */
        public Lag {
            Checks.notNegative("lag.offsetMillis", offsetMillis);
            Checks.notNegative("lag.lagMillis", lagMillis);
        }
    }

    /**
     * The exposure at one moment: what would have been lost then.
     *
     * @param offsetMillis the moment
     * @param exposureSeconds age of the oldest acknowledged commit missing on the replica; 0 when it has all, and where
     *     nothing is known
     * @param known whether that is so, is a lower bound, or says nothing
     */
    public record Exposure(long offsetMillis, double exposureSeconds, Knowledge known) {
        /** That was measured. */
        public Exposure(long offsetMillis, double exposureSeconds) {
            this(offsetMillis, exposureSeconds, Knowledge.MEASURED);
        }

        /** @throws IllegalArgumentException if a number is negative */
        public Exposure {
            Checks.notNegative("exposure.offsetMillis", offsetMillis);
            Checks.notNegative("exposure.exposureSeconds", exposureSeconds);
            Objects.requireNonNull(known, "exposure.known");
        }
    }

    /**
     * One stay in a state.
     *
     * @param state name in the definition
     * @param startMillis when it was entered
     * @param endMillis when it was left
     */
    public record Visit(String state, long startMillis, long endMillis) {
        /** @throws IllegalArgumentException if the name is blank or the stay ends before it starts */
        public Visit {
            Checks.notBlank("visit.state", state);
            checkInterval("visit of " + state, startMillis, endMillis);
        }
    }

    /**
     * A moment worth a line across the picture.
     *
     * @param offsetMillis the moment
     * @param label few words
     * @param kind how it is drawn, and which part of the run the close-up shows
     */
    public record Marker(long offsetMillis, String label, MarkerKind kind) {
        /** @throws IllegalArgumentException if the label is blank or the offset negative */
        public Marker {
            Checks.notNegative("marker.offsetMillis", offsetMillis);
            Checks.notBlank("marker.label", label);
            Objects.requireNonNull(kind, "marker.kind");
        }
    }

    /** How a marker is drawn. */
    public enum MarkerKind {
        /** The start of the clock: the fault, or the start of a planned switchover. The close-up begins here. */
        START,
        /** A step on the way. */
        STEP,
        /** The end of the recovery time: the first write by the activated region. */
        RECOVERED,
        /** The service is fully back. The close-up ends here, or at the first write where this never came. */
        FULLY_RECOVERED,
        /** Anything after it, such as the return of the old primary. */
        AFTER
    }

    /**
     * A time in which a region acknowledged writes, or would have.
     *
     * @param region name
     * @param startMillis first acknowledgement; of an idle one, when its database was open
     * @param endMillis last acknowledgement; of an idle one, the first
     * @param idle true when no write came
     */
    public record Writer(String region, long startMillis, long endMillis, boolean idle) {
        /** @throws IllegalArgumentException if the name is blank or the time ends before it starts */
        public Writer {
            Checks.notBlank("writer.region", region);
            checkInterval("writer " + region, startMillis, endMillis);
        }

        /** One that acknowledged writes. */
        public Writer(String region, long startMillis, long endMillis) {
            this(region, startMillis, endMillis, false);
        }
    }

    private static void checkInterval(String what, long startMillis, long endMillis) {
        Checks.notNegative(what + " startMillis", startMillis);
        if (endMillis < startMillis) {
            throw new IllegalArgumentException(
                    what + " ends at " + endMillis + " ms, before it starts at " + startMillis + " ms");
        }
    }
}
