package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabRegion;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Kills the runner at one boundary after the other; each time the run, carried on, must end as if nothing had been. */
final class CrashSweep {
    /** A state that polls may be passed in one run and not in the next. */
    private static final int ATTEMPTS = 8;

    /** How the killed run is carried on. */
    enum Recovery {
        RESUMED,
        STARTED_ANEW
    }

    private final Subject subject;
    private final Recovery recovery;

    CrashSweep(Subject subject, Recovery recovery) {
        this.subject = subject;
        this.recovery = recovery;
    }

    /** From the boundary {@code first}, counted from 0, at every {@code every}th. */
    void run(int first, int every) throws SQLException, InterruptedException {
        List<Boundary> boundaries = Boundary.of(undisturbed());
        int tested = 0;
        List<Boundary> missed = new ArrayList<>();
        for (int i = first; i < boundaries.size(); i += every) {
            Boundary boundary = boundaries.get(i);
            Instant start = Instant.now();
            boolean passed = isSurvived(boundary);
            if (passed) {
                tested++;
            } else {
                missed.add(boundary);
            }
            System.out.printf(
                    "%s %s at %2d of %d, %s%s: %d ms%n",
                    subject,
                    recovery,
                    i + 1,
                    boundaries.size(),
                    boundary,
                    passed ? "" : " (not passed in " + ATTEMPTS + " runs)",
                    Duration.between(start, Instant.now()).toMillis());
        }
        assertThat(missed).as("passed by the first run only").allMatch(Boundary::isOfWaiting);
        assertThat(tested).isPositive();
    }

    private ExecutionResult undisturbed() throws SQLException, InterruptedException {
        LabRegion target = subject.prepare();
        ExecutionResult result = subject.start(target, false, subject.recording(target));
        check(target, result);
        subject.checkLocks(target, "nobody");
        subject.reset();
        return result;
    }

    /** False when the boundary was not passed in several runs. */
    private boolean isSurvived(Boundary boundary) throws SQLException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            LabRegion target = subject.prepare();
            KillAt killer = new KillAt(boundary, subject.disturbing(target, boundary));
            Optional<ExecutionResult> undisturbed = runUntilKilled(target, killer);
            ExecutionResult result = undisturbed.isPresent() ? undisturbed.get() : carryOn(target, killer.execution());
            check(target, result);
            subject.checkLocks(target, killer.execution());
            subject.reset();
            if (undisturbed.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void check(LabRegion target, ExecutionResult result) throws SQLException {
        subject.check(target, result);
        assertThat(result.output().orElseThrow().path("warnings")).isEmpty();
    }

    private Optional<ExecutionResult> runUntilKilled(LabRegion target, KillAt killer) throws InterruptedException {
        try {
            return Optional.of(subject.start(target, false, killer));
        } catch (RunnerKilled killed) {
            return Optional.empty();
        }
    }

    private ExecutionResult carryOn(LabRegion target, String execution) throws InterruptedException {
        return switch (recovery) {
            case RESUMED -> subject.resume(target, execution, subject.carryingOn(target));
            case STARTED_ANEW -> subject.start(target, true, subject.carryingOn(target));
        };
    }
}
