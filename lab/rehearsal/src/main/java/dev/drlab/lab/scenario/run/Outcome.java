package dev.drlab.lab.scenario.run;

import dev.drlab.report.Report;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.measure.CanarySnapshot;
import dev.drlab.workload.Recovery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a scenario.
 *
 * @param mode failover or switchover
 * @param from the region that was active
 * @param to the region that was activated
 * @param startsAt names what starts the recovery clock
 * @param start when that was
 * @param detectedAt when the health checks found out, if there was anything to find
 * @param activation the execution of {@code activate}
 * @param recovery the first write that {@code to} acknowledged and that was read back, if there was one
 * @param brokenInvariants one sentence each
 * @param survivor the region whose database holds the final account
 * @param steady the canaries' figures before anything happened, where later ones would not be of two living regions
 * @param legs the parts of a scenario that has several
 */
public record Outcome(
        Report.Mode mode,
        String from,
        String to,
        String startsAt,
        Instant start,
        Optional<Instant> detectedAt,
        ExecutionResult activation,
        Optional<Recovery> recovery,
        List<String> brokenInvariants,
        String survivor,
        Optional<CanarySnapshot> steady,
        List<Report.Leg> legs) {
    /** A scenario that ends with the activation. */
    public Outcome(
            Report.Mode mode,
            String from,
            String to,
            String startsAt,
            Instant start,
            Optional<Instant> detectedAt,
            ExecutionResult activation,
            Optional<Recovery> recovery,
            List<String> brokenInvariants) {
        this(
                mode,
                from,
                to,
                startsAt,
                start,
                detectedAt,
                activation,
                recovery,
                brokenInvariants,
                to,
                Optional.empty(),
                List.of());
    }
}
