package dev.drlab.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows a run as it goes: a line for each state at its first visit, each retry and each new catch. Loops and long calls
 * would show nothing or too much, so a line says now and then where the run is: first after 5 s of silence, then after
 * twice as long, up to a minute. Safe for use by several threads.
 */
public final class Progress implements ExecutionListener, AutoCloseable {
    private static final Duration FIRST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private final PrintWriter out;
    private final InstantSource clock;
    private final Map<String, Integer> seen = new HashMap<>();
    private final Map<String, String> current = new TreeMap<>();
    private final ScheduledExecutorService ticks;
    private Instant start;
    private Instant lastLine;
    private Duration silence = FIRST_SILENCE;

    /** Silent until the first event; {@code clock} tells how long nothing was shown. */
    public Progress(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
        this.ticks = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("drlab-progress"));
        ticks.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void onEvent(ExecutionEvent event) {
        if (start == null) {
            start = event.at();
            lastLine = event.at();
        }
        JsonNode detail = event.detail();
        String place = place(event);
        switch (event.type()) {
            case EXECUTION_RESUMED ->
                line(
                        event.at(),
                        "resumed",
                        "for the " + nth(detail.path("redriveCount").asInt()) + " time");
            case STATE_ENTERED -> {
                current.put(event.branch(), place);
                if (first(place)) {
                    line(event.at(), place, "");
                }
            }
            case STATE_EXITED -> {
                current.remove(event.branch());
                leaveBranches(event);
            }
            case RETRY -> {
                leaveBranches(event);
                line(event.at(), place, retry(detail));
            }
            case CATCH -> {
                if (first(place + " caught " + detail.path("error").asText())) {
                    line(event.at(), place, caught(detail));
                }
            }
            default -> {}
        }
    }

    private static String retry(JsonNode detail) {
        return String.format(
                Locale.ROOT,
                "retry %d in %.1f s after %s",
                detail.path("retry").asInt(),
                detail.path("delayMillis").asLong() / 1000.0,
                failure(detail));
    }

    private static String caught(JsonNode detail) {
        return "caught " + failure(detail) + "; goes on with "
                + detail.path("next").asText();
    }

    /** True once the run has written its first event. */
    public synchronized boolean hasBegun() {
        return start != null;
    }

    /** A branch that failed, or was stopped by another's failure, has no last event. */
    private void leaveBranches(ExecutionEvent event) {
        String outer = event.branch().isEmpty() ? "" : event.branch() + "/";
        current.keySet().removeIf(branch -> branch.startsWith(outer + event.state() + "["));
    }

    private boolean first(String what) {
        return seen.merge(what, 1, Integer::sum) == 1;
    }

    private static String place(ExecutionEvent event) {
        return event.branch().isEmpty() ? event.state() : event.branch() + " " + event.state();
    }

    private static String failure(JsonNode detail) {
        String cause = Failure.message(detail.path("cause").asText());
        return detail.path("error").asText() + (cause.isEmpty() ? "" : ": " + Failure.brief(cause));
    }

    private static String nth(int count) {
        return switch (count) {
            case 1 -> "first";
            case 2 -> "second";
            case 3 -> "third";
            default -> count + "th";
        };
    }

    /** Says where the run is, if nothing was shown for long. */
    synchronized void tick() {
        Instant now = clock.instant();
        if (start == null
                || current.isEmpty()
                || Duration.between(lastLine, now).compareTo(silence) < 0) {
            return;
        }
        Duration next = silence.multipliedBy(2);
        current.forEach((branch, place) -> {
            if (!branch.isEmpty() || current.size() == 1) { // a Parallel state is where its branches are
                line(now, place, "still there" + visits(seen.getOrDefault(place, 1)));
            }
        });
        silence = next.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : next;
    }

    private static String visits(int count) {
        return count == 1 ? "" : ", " + count + " visits so far";
    }

    private void line(Instant at, String name, String detail) {
        out.println(TimelineLine.of(start, at, name, detail));
        out.flush();
        lastLine = at;
        silence = FIRST_SILENCE;
    }

    /** Ends the watch over silence. */
    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
