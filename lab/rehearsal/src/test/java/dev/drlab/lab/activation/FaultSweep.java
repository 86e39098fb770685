package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.LabRegion;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fails each call of a run once, with each fault. The run must come to its end all the same, at most with a warning; or
 * it must fail so that the same command, given again, comes to the same end.
 */
final class FaultSweep {
    /** A throttle, an error of the service, and an answer that is lost though the call took effect. */
    private static final List<Fault> FAULTS = List.of(Fault.THROTTLED, Fault.SERVER_ERROR, Fault.ANSWER_LOST);

    /** A state that polls may make a call in one run and not in the next. */
    private static final int ATTEMPTS = 8;

    /** How a disturbed run ended. */
    enum Ending {
        AS_IF_NOTHING_HAD_BEEN,
        WITH_A_WARNING,
        BY_THE_SAME_COMMAND_AGAIN
    }

    private final TwoRegions regions;
    private final Subject subject;
    private final Map<Ending, Integer> endings = new EnumMap<>(Ending.class);

    FaultSweep(TwoRegions regions, Subject subject) {
        this.regions = regions;
        this.subject = subject;
    }

    /** Sweeps every call. */
    void run(int every) throws SQLException, InterruptedException {
        run(every, site -> true);
    }

    /**
     * Of the pairs of a call that is {@code wanted} and a fault, every {@code every}th; so a number that three does not
     * divide takes all three faults in turn.
     */
    void run(int every, Predicate<CallSite> wanted) throws SQLException, InterruptedException {
        List<CallSite> sites = undisturbed().stream().filter(wanted).toList();
        assertThat(sites).as("calls of %s", subject).isNotEmpty();
        List<String> notInjected = new ArrayList<>();
        int injected = 0;
        for (int pair = 0; pair < sites.size() * FAULTS.size(); pair += every) {
            CallSite site = sites.get(pair / FAULTS.size());
            Fault fault = FAULTS.get(pair % FAULTS.size());
            Instant start = Instant.now();
            String ended = "not made";
            if (isInjected(site, fault)) {
                injected++;
                ended = last.toString();
            } else {
                notInjected.add(site + " " + fault);
            }
            System.out.printf(
                    "%s, %s %s: %s, %d ms%n",
                    subject,
                    site,
                    fault,
                    ended,
                    Duration.between(start, Instant.now()).toMillis());
        }
        System.out.printf("%s: %d calls, %d faults: %s%n", subject, sites.size(), injected, endings);
        assertThat(notInjected).isEmpty();
    }

    private Ending last = Ending.AS_IF_NOTHING_HAD_BEEN;

    private List<CallSite> undisturbed() throws SQLException, InterruptedException {
        LabRegion target = subject.prepare();
        CallSites sites = new CallSites(target, subject.recording(target));
        ExecutionResult result = subject.start(target, false, sites);
        disarm();
        end(target, result);
        return sites.seen();
    }

    /** False when the call was not made in several runs. */
    private boolean isInjected(CallSite site, Fault fault) throws SQLException, InterruptedException {
        for (int i = 0; i < ATTEMPTS; i++) {
            LabRegion target = subject.prepare();
            FaultAt injection = new FaultAt(site, fault, target, subject.disturbing(target, site.boundary()));
            ExecutionResult result = subject.start(target, false, injection);
            disarm();
            last = Ending.AS_IF_NOTHING_HAD_BEEN;
            if (!subject.ended(result)) {
                last = Ending.BY_THE_SAME_COMMAND_AGAIN;
                result = again(target, result);
            } else if (warns(result)) {
                last = Ending.WITH_A_WARNING;
            }
            end(target, result);
            if (injection.wasInjected()) {
                endings.merge(last, 1, Integer::sum);
                return true;
            }
        }
        return false;
    }

    /** In between at most one region takes writes, whatever the run left behind. */
    private ExecutionResult again(LabRegion target, ExecutionResult failed) throws InterruptedException {
        System.out.printf(
                "  %s: %s%n", failed.error().orElse(""), failed.cause().orElse(""));
        LabRegion peer = regions.peerOf(target);
        assertThat(List.of(target, peer).stream().filter(regions::isActive))
                .as("active regions behind %s", failed.cause())
                .hasSizeLessThanOrEqualTo(1);
        regions.awaitLocksFree();
        return subject.start(target, false, subject.carryingOn(target));
    }

    private void end(LabRegion target, ExecutionResult result) throws SQLException {
        subject.check(target, result);
        subject.reset();
    }

    private void disarm() {
        regions.lab().regions().forEach(region -> {
            region.faults().disarmAll();
            region.peerFaults().disarmAll();
        });
    }

    private static boolean warns(ExecutionResult result) {
        return result.output()
                .filter(output -> !output.path("warnings").isEmpty())
                .isPresent();
    }
}
