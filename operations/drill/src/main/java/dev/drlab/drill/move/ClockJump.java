package dev.drlab.drill.move;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.report.FullRecovery;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the wall clock went ahead, it was set, or this machine stood still while the move went on. Then every time by the
 * monotonic clock may be too short by as much, and only what meets its target with that added is met.
 *
 * @param aheadSeconds by so much, to a tenth
 */
record ClockJump(double aheadSeconds) {
    /** Empty where the wall clock did not go ahead. */
    static Optional<ClockJump> during(Duration wallAhead) {
        return wallAhead.compareTo(MonotonicClock.NOTICED) < 0
                ? Optional.empty()
                : Optional.of(new ClockJump(Math.round(wallAhead.toMillis() / 100.0) / 10.0));
    }

    Report.Check fullRecovery(FullRecovery service, double targetSeconds) {
        return service.reached()
                ? time("full recovery", service.seconds(), targetSeconds)
                : new Report.Check(name("full recovery"), atMost(targetSeconds), "not reached", false);
    }

    /** Of the parts, that which comes closest to its target, or misses it by most. */
    Optional<Report.Check> part(List<ServiceLeg> legs) {
        return legs.stream()
                .max(Comparator.comparingDouble(leg ->
                        leg.judged().longestWriteGapSeconds() - leg.judged().gapTargetSeconds()))
                .map(leg -> time(
                        "longest time without an accepted write in '" + leg.name() + "', since: "
                                + leg.judged().since(),
                        leg.judged().longestWriteGapSeconds(),
                        leg.judged().gapTargetSeconds()));
    }

    /** How far back a loss of acknowledged writes reaches; empty where none is lost. */
    Optional<Report.Check> loss(Report.Http http, double targetSeconds) {
        return http.lost() == 0
                ? Optional.empty()
                : Optional.of(time("loss of acknowledged writes", http.lostSeconds(), targetSeconds));
    }

    /** One time against its target, in seconds both. */
    Report.Check time(String what, double seconds, double targetSeconds) {
        double most = seconds + aheadSeconds;
        return new Report.Check(
                name(what), atMost(targetSeconds), Math.round(most * 1000) / 1000.0 + " s", most <= targetSeconds);
    }

    private String name(String what) {
        return what + ", had this machine stood still for the " + aheadSeconds
                + " s by which its wall clock went ahead";
    }

    private static String atMost(double targetSeconds) {
        return "at most " + targetSeconds + " s";
    }
}
