package dev.drlab.lab.soak;

import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Says once that a killed runner's lock is waited for, and once that it was taken. While {@link #isOn()}, the runs that the
 * lock refuses have nothing to say. Safe for use by several threads.
 */
final class LockWait {
    private static final String STATE = StateNames.TAKE_LOCK;
    private static final String REFUSED = ErrorNames.ofAgent(ErrorNames.LOCKED);

    private final BiConsumer<String, String> timeline;
    private Optional<Instant> since = Optional.empty();
    private boolean refused;

    /** {@code timeline} gets a name and a detail. */
    LockWait(BiConsumer<String, String> timeline) {
        this.timeline = timeline;
    }

    /** Hears of the runs that are given again until they get the lock of {@code region}. */
    synchronized void hear(String region, ExecutionEvent event) {
        if (!event.state().equals(STATE)) {
            return;
        }
        if (event.type() == EventType.STATE_ENTERED) {
            refused = false;
        } else if (event.type() == EventType.CATCH && isRefusal(event)) {
            refused = true;
            begin(region, event.at());
        } else if (event.type() == EventType.STATE_EXITED && !refused) {
            end(region, event.at());
        }
    }

    /** Between the two. */
    synchronized boolean isOn() {
        return since.isPresent();
    }

    private void begin(String region, Instant at) {
        if (since.isEmpty()) {
            since = Optional.of(at);
            timeline.accept(
                    "waiting for the lock", "of " + region + ", which a killed runner holds until its lease ends");
        }
    }

    private void end(String region, Instant at) {
        since.ifPresent(began -> timeline.accept(
                "lock taken",
                "of " + region + ", after " + Duration.between(began, at).toSeconds() + " s"));
        since = Optional.empty();
    }

    private static boolean isRefusal(ExecutionEvent event) {
        return event.detail().path("error").asText().equals(REFUSED);
    }
}
