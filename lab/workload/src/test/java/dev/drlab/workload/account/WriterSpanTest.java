package dev.drlab.workload.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.workload.history.AcknowledgedWrite;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriterSpanTest {
    private static final Instant START = Instant.parse("2026-03-14T09:26:53Z");

    @Test
    void regionsThatWriteInTurnsBothWriteAllTheTime() {
        List<AcknowledgedWrite> writes =
                List.of(write("old", 0), write("new", 100), write("old", 200), write("new", 300), write("old", 400));
        assertThat(WriterSpan.of(writes)).containsExactlyInAnyOrder(span("old", 0, 400), span("new", 100, 300));
    }

    @Test
    void aSilenceEndsASpan() {
        List<AcknowledgedWrite> writes = List.of(write("old", 0), write("old", 500), write("old", 1001));
        assertThat(WriterSpan.of(writes)).containsExactlyInAnyOrder(span("old", 0, 500), span("old", 1001, 1001));
    }

    @Test
    void writesOfASecondClientFillTheSilenceOfTheFirst() {
        List<AcknowledgedWrite> writes =
                List.of(write("old", 0), write("old", 800), write("old", 400), write("old", 600));
        assertThat(WriterSpan.of(writes)).containsExactly(span("old", 0, 800));
    }

    @Test
    void withoutWritesNothingIsDrawn() {
        assertThat(WriterSpan.of(List.of())).isEmpty();
    }

    private static WriterSpan span(String region, long first, long last) {
        return new WriterSpan(region, START.plusMillis(first), START.plusMillis(last));
    }

    private static AcknowledgedWrite write(String region, long millis) {
        Instant at = START.plusMillis(millis);
        return new AcknowledgedWrite("key", 1, region, 1, 201, 0, 0, at, at);
    }
}
