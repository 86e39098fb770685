package dev.drlab.lab.scenario;

import dev.drlab.lab.scenario.run.Outcome;
import dev.drlab.lab.scenario.run.Scenario;
import dev.drlab.lab.scenario.run.ScenarioRun;
import java.time.Duration;
import java.util.Optional;

/** The procedure of a scenario, from steady traffic to its outcome. */
public interface Procedure {
    /** Follows it; what happens goes to the run's recorder, what it found out to its findings. */
    Outcome follow(ScenarioRun run) throws InterruptedException;

    /** How old the clients' connections to the front door may get; empty for as old as they last. */
    default Optional<Duration> connectionAge() {
        return Optional.empty();
    }

    /** The procedure of a scenario. */
    static Procedure of(Scenario scenario) {
        return switch (scenario) {
            case PRIMARY_OUTAGE -> new PrimaryOutage();
            case PLANNED_SWITCHOVER -> new PlannedSwitchover();
            case S3_RECOVERY -> new S3Recovery();
            case FAILBACK -> new Failback();
            case DATABASE_FAILURE -> new DatabaseFailure();
            case DRAIN_ABORT -> new DrainAbort();
            case REPLICA_LAG -> new ReplicaLag();
            case STALE_PRIMARY_RETURNS -> new StalePrimaryReturns();
            case PARTITION -> new Partition();
        };
    }
}
