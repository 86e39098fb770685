package dev.drlab.workload.account;

import dev.drlab.contract.machine.StateNames;
import dev.drlab.report.RtoClock;
import dev.drlab.statemachine.runner.Visit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The phases of an {@code activate}, by the states that end them.
 *
 * @param startedAt when it was started
 * @param visits its stays in states, in the order of entering, by the clock that the recovery time is taken with
 */
public record ActivationPhases(Instant startedAt, List<Visit> visits) {
    /** Copies the list. */
    public ActivationPhases {
        visits = List.copyOf(visits);
    }

    /** Ends each phase that ended after {@code from} on the clock, none of them later than {@code recovered}. */
    public void endThose(RtoClock clock, Instant from, Instant recovered) {
        ends().forEach((name, end) -> {
            if (!end.isBefore(from)) {
                clock.until(name, end.isAfter(recovered) ? recovered : end);
            }
        });
    }

    private Map<String, Instant> ends() {
        Map<String, Instant> ends = new LinkedHashMap<>();
        ends.put("start of activate", startedAt);
        exit(StateNames.PRE_CHECK).ifPresent(at -> ends.put("checks", at));
        exit(StateNames.DRAIN).ifPresent(at -> ends.put("drain", at));
        enter(StateNames.HAND_OVER).ifPresent(at -> ends.put("catch up", at));
        enter(StateNames.NOT_CAUGHT_UP).ifPresent(at -> ends.put("wait for the replica, in vain", at));
        exit(StateNames.UNDRAIN).ifPresent(at -> ends.put("lift the drain", at));
        exit(StateNames.HAND_OVER).ifPresent(at -> ends.put("hand over", at));
        exit(StateNames.RAISE_EPOCH).ifPresent(at -> ends.put("record the epoch", at));
        enter(StateNames.OPEN_DATABASE).ifPresent(at -> ends.put("promotion", at));
        exit(StateNames.OPEN_DATABASE).ifPresent(at -> ends.put("open the database", at));
        return ends;
    }

    /** When the other region was replaced: from then on what it acknowledges is too much. Empty when it was not. */
    public Optional<Instant> superseded() {
        return exit(StateNames.HAND_OVER).or(() -> exit(StateNames.RAISE_EPOCH));
    }

    private Optional<Instant> enter(String state) {
        return visit(state).map(Visit::enteredAt);
    }

    private Optional<Instant> exit(String state) {
        return visit(state).map(Visit::exitedAt);
    }

    private Optional<Visit> visit(String state) {
        return visits.stream().filter(visit -> visit.state().equals(state)).reduce((first, last) -> last);
    }
}
