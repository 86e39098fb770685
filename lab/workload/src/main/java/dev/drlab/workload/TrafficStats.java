package dev.drlab.workload;

import dev.drlab.report.Report;
import dev.drlab.workload.http.Result;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests that ended within a period. Times are when the answer, or the failure, was known to the
 * client; the resolution is the request rate's.
 *
 * @param requests attempts that ended
 * @param failed those of them that did not succeed
 * @param shed requests that fell due but were not sent, since too many were in flight; not in {@code requests}
 * @param writes write attempts by result
 * @param reads read attempts by result
 * @param longestOutageSeconds the longest time without any successful request
 * @param longestWriteGapSeconds the longest time without an accepted write; 0 if no write was attempted
 */
public record TrafficStats(
        long requests,
        long failed,
        long shed,
        Map<Result, Long> writes,
        Map<Result, Long> reads,
        double longestOutageSeconds,
        double longestWriteGapSeconds) {
    /** Keeps sorted copies of the maps. */
    public TrafficStats {
        writes = Collections.unmodifiableMap(new TreeMap<>(writes));
        reads = Collections.unmodifiableMap(new TreeMap<>(reads));
    }

    /** What the clients saw; when the service was fully back is not known. */
    public Report.Availability availability() {
        return new Report.Availability(
                requests, failed, longestOutageSeconds, longestWriteGapSeconds, null, null, List.of());
    }
}
