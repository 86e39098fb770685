package dev.drlab.lab.soak;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One disturbance of a steady lab, and what it takes to come to stand again. */
final class Round {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(2000);
    private final Lab lab;
    private final RestingState resting;
    private final Executions executions;
    private final Random random;

    Round(Lab lab, RestingState resting, Executions executions, Random random) {
        this.lab = lab;
        this.resting = resting;
        this.executions = executions;
        this.random = random;
    }

    /**
     * Plays it, and returns when one region is active again and the other its warm standby.
     *
     * @param active the region that is active now
     * @return the region that is active afterwards
     * @throws Violation when that state does not come, or a state machine cannot be brought to its end
     */
    String play(Disturbance disturbance, String active) throws InterruptedException {
        LabRegion standby = resting.standbyOf(active);
        switch (disturbance) {
            case SWITCHOVER -> executions.activate(standby.name(), ActivateInput.planned("soak"));
            case OUTAGE -> outage(active, standby.name());
            case OUTAGE_WHILE_LAGGING -> {
                Relay replication = lab.replicationInto(standby.name());
                replication.stall();
                pause();
                outage(active, standby.name());
                replication.resume();
            }
            case DATABASE_FAILURE -> {
                LabRegion lost = lab.region(active);
                Instant lostAt = lab.clock().instant();
                lost.killDatabase();
                failOver(standby.name(), lostAt);
                lost.restoreDatabase();
            }
            case PARTITION -> partition(standby.name());
            case DRAIN_ABORT -> drainAbort(standby.name());
            case STANDBY_RESTART -> {
                standby.killDatabase();
                pause();
                standby.restoreDatabase();
            }
            case TASK_KILLED -> killTask(lab.region(active));
        }
        String now = resting.active();
        if (!now.equals(active)) {
            executions.reprotect(active);
        }
        resting.await(now);
        return now;
    }

    private void outage(String active, String standby) throws InterruptedException {
        Instant lostAt = lab.kill(active);
        failOver(standby, lostAt);
        lab.restore(active);
    }

    private void failOver(String standby, Instant lostAt) throws InterruptedException {
        pause();
        executions.activate(standby, ActivateInput.unplanned("soak", lostAt));
    }

    private void partition(String standby) throws InterruptedException {
        Instant cutAt = lab.clock().instant();
        lab.network().control().cut();
        lab.network().peering().cut();
        try {
            failOver(standby, cutAt);
            pause();
        } finally {
            lab.network().control().heal();
            lab.network().peering().heal();
        }
    }

    private void drainAbort(String standby) throws InterruptedException {
        int usual = lab.runbook(RunbookField.CATCH_UP_SECONDS);
        Relay replication = lab.replicationInto(standby);
        lab.setRunbook(RunbookField.CATCH_UP_SECONDS, 1);
        replication.stall();
        try {
            ExecutionResult result = executions.activateOnce(standby, "soak: a switchover that cannot be");
            if (result.succeeded()) {
                throw new Violation("a switchover succeeded although its replica received nothing");
            }
        } finally {
            replication.resume();
            lab.setRunbook(RunbookField.CATCH_UP_SECONDS, usual);
        }
    }

    private void killTask(LabRegion region) {
        List<ManagedProcess> tasks = region.tasks().processes();
        tasks.get(random.nextInt(tasks.size())).kill();
    }

    /** A moment of random length, which is part of the round. */
    private void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(LONGEST_PAUSE.toMillis()));
    }
}
