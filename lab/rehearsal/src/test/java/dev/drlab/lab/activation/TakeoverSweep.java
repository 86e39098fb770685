package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Invariant I9: at one boundary after the other behind the point of no return, a run is held, or killed and resumed, and
 * another takes authority meanwhile. The run must end as superseded, name the new epoch, and change nothing more.
 */
final class TakeoverSweep {
    /** A state that polls may be passed in one run and not in the next. */
    private static final int ATTEMPTS = 4;

    /** The interruption of the run at the boundary. */
    enum Pause {
        /** It stands still, as when Step Functions does. */
        HELD,
        /** Its runner dies, and the journal is resumed afterwards. */
        KILLED_AND_RESUMED
    }

    private final TwoRegions regions;
    private final Overtakable subject;
    private final Pause pause;

    TakeoverSweep(TwoRegions regions, Overtakable subject, Pause pause) {
        this.regions = regions;
        this.subject = subject;
        this.pause = pause;
    }

    /** From the {@code first} boundary behind {@code pointOfNoReturn}, counted from 0, at every {@code every}th. */
    void run(String pointOfNoReturn, int first, int every) throws Exception {
        List<Boundary> boundaries = boundaries(pointOfNoReturn);
        int tested = 0;
        List<Boundary> missed = new ArrayList<>();
        for (int i = first; i < boundaries.size(); i += every) {
            Boundary boundary = boundaries.get(i);
            Instant start = Instant.now();
            if (isEnded(boundary)) {
                tested++;
            } else {
                missed.add(boundary);
            }
            System.out.printf(
                    "%s %s at %2d of %d, %s: %d ms%n",
                    subject,
                    pause,
                    i + 1,
                    boundaries.size(),
                    boundary,
                    Duration.between(start, Instant.now()).toMillis());
        }
        assertThat(missed).as("passed by the first run only").allMatch(Boundary::isOfWaiting);
        assertThat(tested).isPositive();
    }

    /** Behind the last reading there is only the end. */
    private List<Boundary> boundaries(String pointOfNoReturn) throws Exception {
        LabRegion target = subject.prepare();
        ExecutionResult run = subject.start(target, false, subject.carryingOn(target));
        subject.check(target, run);
        subject.reset();
        List<Boundary> all = Boundary.of(run).stream()
                .filter(boundary -> !boundary.branch().startsWith("Active[")
                        && !boundary.branch().startsWith("Protected[")
                        && !boundary.state().equals("Active")
                        && !boundary.state().equals("Protected"))
                .toList();
        return all.subList(all.indexOf(new Boundary("", pointOfNoReturn)), all.size());
    }

    /** False when the boundary was not passed in several runs. */
    private boolean isEnded(Boundary boundary) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            LabRegion target = subject.prepare();
            ToLongFunction<LabRegion> takeover = subject::takeOver;
            boolean passed = pause == Pause.HELD
                    ? isHeld(boundary, target, takeover)
                    : isKilledAndResumed(boundary, target, takeover);
            subject.resetSuperseded(target);
            if (passed) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeld(Boundary boundary, LabRegion target, ToLongFunction<LabRegion> takeover) throws Exception {
        TakenOverAt overtaken =
                new TakenOverAt(boundary, target, () -> takeover.applyAsLong(target), subject.carryingOn(target));
        ExecutionResult result = subject.start(target, false, overtaken);
        if (!overtaken.happened()) {
            return false;
        }
        // What stands between a reading and its effect, or is under way beside it, may still have that one effect.
        boolean behindACheck = boundary.state().startsWith("AuthorityBefore")
                || boundary.branch().equals("Activate[1]");
        assertThat(overtaken.effects())
                .as("effects of %s, held at %s", subject, boundary)
                .hasSizeLessThanOrEqualTo(behindACheck ? 1 : 0);
        checkEnd(boundary, target, result, overtaken.epoch());
        return true;
    }

    private boolean isKilledAndResumed(Boundary boundary, LabRegion target, ToLongFunction<LabRegion> takeover)
            throws Exception {
        KillAt killer = new KillAt(boundary, subject.carryingOn(target));
        try {
            subject.start(target, false, killer);
            return false;
        } catch (RunnerKilled killed) {
            long epoch = takeover.applyAsLong(target);
            Effects effects = Effects.of(target);
            ExecutionResult result = subject.resume(target, killer.execution(), subject.carryingOn(target));
            assertThat(effects.stop())
                    .as("effects of %s, killed at %s and resumed", subject, boundary)
                    .isEmpty();
            checkEnd(boundary, target, result, epoch);
            return true;
        }
    }

    private void checkEnd(Boundary boundary, LabRegion target, ExecutionResult result, long epoch) throws Exception {
        assertThat(result.error())
                .as("%s at %s: %s", subject, boundary, result.cause())
                .contains("Superseded");
        List<Visit> visits = result.visits();
        assertThat(visits.get(visits.size() - 1).state()).isEqualTo("Superseded");
        assertThat(result.cause().orElse(""))
                .as("%s at %s", subject, boundary)
                .contains("superseded by epoch " + epoch + " of ", "done nothing more");
        subject.checkSuperseded(target, epoch);
    }
}
