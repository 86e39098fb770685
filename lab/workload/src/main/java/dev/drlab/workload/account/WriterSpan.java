package dev.drlab.workload.account;

import dev.drlab.report.Series;
import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A time in which a region acknowledged writes without a longer silence.
 *
 * @param region its name
 * @param first first acknowledgement
 * @param last last acknowledgement
 */
public record WriterSpan(String region, Instant first, Instant last) {
    /** A region that is silent for longer than this is drawn as not writing. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    /** Each region's spans, whatever the others do meanwhile; the writes may be of several clients, in any order. */
    public static List<WriterSpan> of(List<AcknowledgedWrite> writes) {
        List<WriterSpan> ended = new ArrayList<>();
        Map<String, WriterSpan> current = new LinkedHashMap<>();
        writes.stream()
                .sorted(Comparator.comparing(AcknowledgedWrite::ackedAt))
                .forEach(write -> current.merge(write.region(), startingWith(write), (span, next) -> {
                    if (span.reaches(next)) {
                        return new WriterSpan(span.region, span.first, next.last);
                    }
                    ended.add(span);
                    return next;
                }));
        ended.addAll(current.values());
        return ended;
    }

    /** On the picture's axis. */
    public Series.Writer drawn(ToLongFunction<Instant> offset) {
        return new Series.Writer(region, offset.applyAsLong(first), offset.applyAsLong(last));
    }

    private static WriterSpan startingWith(AcknowledgedWrite write) {
        return new WriterSpan(write.region(), write.ackedAt(), write.ackedAt());
    }

    private boolean reaches(WriterSpan next) {
        return Duration.between(last, next.first).compareTo(SILENCE) <= 0;
    }
}
