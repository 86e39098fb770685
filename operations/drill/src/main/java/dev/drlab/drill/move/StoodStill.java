package dev.drlab.drill.move;

import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.report.FullRecovery;
import dev.drlab.report.Report;
import dev.drlab.report.ServiceLeg;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where the wall clock went ahead, it was set, or this machine stood still while the move went on. Then every time by the
 * monotonic clock may be too short by as much, and only what meets its target with that added is met.
 */
final class StoodStill {
    private final double aheadSeconds;
    private final List<Report.Check> checks = new ArrayList<>();

    private StoodStill(Duration ahead) {
        this.aheadSeconds = Math.round(ahead.toMillis() / 100.0) / 10.0;
    }

    /** Empty where the wall clock did not go ahead; it is then filled by the other methods. */
    static Optional<StoodStill> during(Duration wallAhead) {
        return wallAhead.compareTo(MonotonicClock.NOTICED) < 0
                ? Optional.empty()
                : Optional.of(new StoodStill(wallAhead));
    }

    /** One for each target in time. */
    List<Report.Check> checks() {
        return List.copyOf(checks);
    }

    void fullRecovery(FullRecovery service, double targetSeconds) {
        checks.add(new Report.Check(
                name("full recovery"),
                atMost(targetSeconds),
                service.reached() ? seconds(service.seconds()) : "not reached",
                service.reached() && met(service.seconds(), targetSeconds)));
    }

    void gap(String name, double gapSeconds, double targetSeconds) {
        checks.add(new Report.Check(
                name(name), atMost(targetSeconds), seconds(gapSeconds), met(gapSeconds, targetSeconds)));
    }

    /** Of the parts, the one that comes closest to its target, or misses it by most. */
    void parts(List<ServiceLeg> legs) {
        legs.stream()
                .max(Comparator.comparingDouble(leg ->
                        leg.judged().longestWriteGapSeconds() - leg.judged().gapTargetSeconds()))
                .ifPresent(leg -> gap(
                        "longest time without an accepted write in '" + leg.name() + "', since: "
                                + leg.judged().since(),
                        leg.judged().longestWriteGapSeconds(),
                        leg.judged().gapTargetSeconds()));
    }

    /** Of acknowledged writes: how far back their loss reaches, where any is lost. */
    void loss(Report.Http http, double targetSeconds) {
        if (http.lost() > 0) {
            checks.add(new Report.Check(
                    name("loss of acknowledged writes"),
                    atMost(targetSeconds),
                    seconds(http.lostSeconds()),
                    met(http.lostSeconds(), targetSeconds)));
        }
    }

    private String name(String what) {
        return what + ", had this machine stood still for the " + aheadSeconds
                + " s by which its wall clock went ahead";
    }

    private static String atMost(double targetSeconds) {
        return "at most " + targetSeconds + " s";
    }

    private String seconds(double measured) {
        return Math.round((measured + aheadSeconds) * 1000) / 1000.0 + " s";
    }

    private boolean met(double measured, double targetSeconds) {
        return measured + aheadSeconds <= targetSeconds;
    }
}
