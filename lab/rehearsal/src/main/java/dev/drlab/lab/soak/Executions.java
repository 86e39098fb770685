package dev.drlab.lab.soak;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.machine.StateNames;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.contract.waiting.Deadline;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.Lab;
import dev.drlab.lab.RegionNames;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs the state machines of one round. Half of the runs are killed at a random state boundary, and then resumed or
 * started anew by force. A run that ends in an error is given again: every step may be run again (invariant I4), so what
 * fails three times is a violation. One that a killed runner's lock refuses is given again until that lock has fallen free.
 */
final class Executions {
    /** About as many as the longer machine passes, so that a kill may fall anywhere. */
    private static final int MOST_BOUNDARIES = 60;

    private static final int TRIES = 3;
    private static final Duration LOCK_MARGIN = Duration.ofSeconds(5);
    private static final Duration LOCK_POLL = Duration.ofMillis(500);

    private final Lab lab;
    private final Random random;
    private final ExecutionListener listener;
    private final LockWait lockWait;
    private final Optional<ForeignApplication> foreign;
    private final List<String> runnersKilled = new ArrayList<>();
    private final List<String> repeated = new ArrayList<>();
    private volatile Optional<String> rebuilt = Optional.empty();
    private volatile Optional<Instant> epochRaisedAt = Optional.empty();

    /**
     * {@code listener} hears of every event of every run, {@code lockWait} of those that wait for a lock, {@code foreign} of
     * moves and rebuildings.
     */
    Executions(
            Lab lab,
            Random random,
            ExecutionListener listener,
            LockWait lockWait,
            Optional<ForeignApplication> foreign) {
        this.lab = lab;
        this.random = random;
        this.listener = listener;
        this.lockWait = lockWait;
        this.foreign = foreign;
    }

    /** Where runners were killed, such as {@code activate behind Promote}. */
    List<String> runnersKilled() {
        return List.copyOf(runnersKilled);
    }

    /** Errors behind which the same command was given again. */
    List<String> repeated() {
        return List.copyOf(repeated);
    }

    /** When the higher epoch was first in the activated region's record; empty when it never was. */
    Optional<Instant> epochRaisedAt() {
        return epochRaisedAt;
    }

    /**
     * Activates a region.
     *
     * @throws Violation when that failed three times
     */
    ExecutionResult activate(String region, ActivateInput input) throws InterruptedException {
        ExecutionResult result = insist(
                region,
                lab.activateDefinition(),
                (force, heard) -> lab.activate(
                        region,
                        new ActivateInput(input.mode(), input.reason(), input.incidentStartedAt(), force),
                        heard));
        foreign.ifPresent(application -> application.moved(region));
        return result;
    }

    /** One undisturbed run of a planned activate, however it ends. */
    ExecutionResult activateOnce(String region, String reason) throws InterruptedException {
        return notAborted(lab.activate(region, ActivateInput.planned(reason), this::hear));
    }

    /**
     * Rebuilds a region as the standby.
     *
     * @throws Violation when that failed three times
     */
    ExecutionResult reprotect(String region) throws InterruptedException {
        rebuilt = Optional.of(region);
        ExecutionResult result = insist(
                region,
                lab.reprotectDefinition(),
                (force, heard) -> lab.reprotect(region, new ReprotectInput("soak", force, false), heard));
        rebuilt = Optional.empty();
        return result;
    }

    private ExecutionResult insist(String region, Definition definition, Start start) throws InterruptedException {
        // A killed runner's lock falls free by itself.
        Deadline locksFree = Deadline.after(
                Duration.ofSeconds(lab.runbook(RunbookField.LOCK_LEASE_SECONDS)).plus(LOCK_MARGIN));
        ExecutionResult result = disturbed(region, definition, start);
        int failures = 0;
        while (!result.succeeded()) {
            String failure = result.error().orElse("") + ": " + result.cause().orElse("");
            if (!isLocked(result) || locksFree.passed()) {
                failures++;
                repeated.add(definition.name() + ": " + failure);
            }
            if (failures == TRIES) {
                throw new Violation(definition.name() + " failed " + TRIES + " times, at last with " + failure);
            }
            result = Poll.until(locksFree)
                    .every(LOCK_POLL)
                    .observe(
                            "the locks did not fall free",
                            () -> notAborted(start.run(false, hearing(region))),
                            tried -> !isLocked(tried))
                    .last();
        }
        return result;
    }

    private static boolean isLocked(ExecutionResult result) {
        return result.error().filter(ErrorNames.LOCKED::equals).isPresent();
    }

    /** Everything is drawn beforehand, so that what follows in the series does not depend on how this run goes. */
    private ExecutionResult disturbed(String region, Definition definition, Start start) throws InterruptedException {
        boolean kills = random.nextBoolean();
        RunnerKill kill = new RunnerKill(1 + random.nextInt(MOST_BOUNDARIES));
        boolean resumes = random.nextBoolean();
        if (!kills) {
            return notAborted(start.run(false, hearing(region)));
        }
        try {
            return notAborted(start.run(false, event -> {
                hearing(region).onEvent(event);
                kill.onEvent(event);
            }));
        } catch (RunnerKilled killed) {
            runnersKilled.add(definition.name() + " behind " + kill.place());
            return notAborted(
                    resumes
                            ? lab.resume(region, definition, kill.execution(), this::hear)
                            : start.run(true, this::hear));
        }
    }

    private ExecutionListener hearing(String region) {
        return event -> {
            lockWait.hear(region, event);
            hear(event);
        };
    }

    private void hear(ExecutionEvent event) {
        listener.onEvent(event);
        rebuilt.ifPresent(
                old -> foreign.ifPresent(application -> application.hear(event, old, RegionNames.peerOf(old))));
        if (epochRaisedAt.isEmpty()
                && event.type() == EventType.STATE_EXITED
                && event.state().equals(StateNames.RAISE_EPOCH)) {
            epochRaisedAt = Optional.of(event.at());
        }
    }

    private static ExecutionResult notAborted(ExecutionResult result) throws InterruptedException {
        if (result.status() == ExecutionStatus.ABORTED) {
            throw new InterruptedException("the execution " + result.name() + " was aborted");
        }
        return result;
    }

    private interface Start {
        ExecutionResult run(boolean force, ExecutionListener listener) throws InterruptedException;
    }
}
