package dev.drlab.readiness;

import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.contract.waiting.Deadline;
import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.check.Subject;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Makes all checks side by side within a limit. They only read. A check that has not ended within the limit, was refused, or
 * failed in any other way is not judged, and then the whole is not ready.
 */
public final class Readiness {
    /** Of all checks together, from the start. A person waits for it. */
    public static final Duration LIMIT = Duration.ofSeconds(16);

    private final String project;
    private final Regions regions;
    private final InstantSource clock;
    private final Duration limit;
    private final BiFunction<Check, Subject, Result> look;

    /**
     * Over regions.
     *
     * @param project {@code projectName} of the stacks
     */
    public Readiness(String project, Regions regions, InstantSource clock) {
        this(project, regions, clock, LIMIT);
    }

    /** The same with another limit of all checks together. */
    public Readiness(String project, Regions regions, InstantSource clock, Duration limit) {
        this(project, regions, clock, limit, (check, subject) -> Result.of(check, check.observe(subject)));
    }

    Readiness(
            String project,
            Regions regions,
            InstantSource clock,
            Duration limit,
            BiFunction<Check, Subject, Result> look) {
        this.project = Objects.requireNonNull(project, "project");
        this.regions = Objects.requireNonNull(regions, "regions");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.limit = Objects.requireNonNull(limit, "limit");
        this.look = look;
    }

    /**
     * Looks whether a region could take over.
     *
     * @param region its code
     * @param peer the other region; empty: the one that the runbook names
     * @param leftOut checks that are not made, each with its reason
     * @throws InterruptedException if the thread is interrupted; the checks are stopped then
     */
    public ReadinessReport of(String region, Optional<String> peer, Map<Check, String> leftOut)
            throws InterruptedException {
        Instant at = clock.instant();
        Deadline deadline = Deadline.after(limit);
        long began = System.nanoTime();
        Map<String, RegionReads> reads = new ConcurrentHashMap<>();
        Subject subject = new Subject(
                project,
                clock,
                region,
                peer,
                name -> reads.computeIfAbsent(name, n -> new RegionReads(n, regions.clients(n))));
        List<Result> results = made(subject, leftOut, deadline);
        return new ReadinessReport(
                region,
                peer.or(() -> reads.keySet().stream()
                        .filter(name -> !name.equals(region))
                        .findFirst()),
                at,
                Duration.ofNanos(System.nanoTime() - began),
                results);
    }

    private List<Result> made(Subject subject, Map<Check, String> leftOut, Deadline deadline)
            throws InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Check.values().length, DaemonThreads.numbered("readiness"));
        try {
            Map<Check, Future<Result>> begun = new EnumMap<>(Check.class);
            for (Check check : Check.values()) {
                if (!leftOut.containsKey(check)) {
                    begun.put(check, threads.submit(() -> look.apply(check, subject)));
                }
            }
            List<Result> results = new ArrayList<>();
            for (Check check : Check.values()) {
                results.add(
                        leftOut.containsKey(check)
                                ? Result.leftOut(check, leftOut.get(check))
                                : ended(check, begun.get(check), deadline));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private Result ended(Check check, Future<Result> future, Deadline deadline) throws InterruptedException {
        try {
            return future.get(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            return Result.notJudged(
                    check, "no answer within " + limit.toSeconds() + " s; it asks for " + actions(check));
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnjudgedException unjudged
                    ? Result.notJudged(check, unjudged.getMessage())
                    : Result.notJudged(check, "the check itself failed: " + e.getCause());
        }
    }

    private static String actions(Check check) {
        Set<String> actions = check.rights().stream()
                .map(right -> right.action())
                .collect(Collectors.toCollection(java.util.TreeSet::new));
        return String.join(", ", actions);
    }
}
