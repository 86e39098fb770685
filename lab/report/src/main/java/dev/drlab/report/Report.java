package dev.drlab.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.ReplicationLag;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The measured result of one rehearsal, field for field what {@code report.json} holds (described in
 * {@code docs/report.schema.json}). Build one with {@link #builder()}.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}; fields may be added within a version, never changed or removed
 * @param scenario name of the rehearsal, such as {@code primary-outage}
 * @param mode switchover or failover
 * @param startedAt when the rehearsal began, before the lab was up
 * @param target where it ran
 * @param definition the state machine document that was run
 * @param regions which region handed over to which
 * @param readiness whether the standby could have taken over, before anything was done; null in reports from before it was
 *     asked, and of runs on AWS
 * @param rto how long clients were without an accepted write
 * @param detection how long it took to notice the fault; null when the scenario has no fault, or nobody watched for it
 * @param rpo what was lost
 * @param replication lag of the replica while both regions lived; null where it was not measured, which only a run on AWS may
 *     leave open
 * @param exposure to loss, and when it was not measured; null only in reports from before it was told, and of runs on AWS
 *     that did not measure it
 * @param objects what became of the canary objects; null when none were written
 * @param availability what the clients saw
 * @param splitBrain writes acknowledged by a region that no longer held the highest epoch
 * @param oldDatabases what only the databases of replaced regions have, of any application; empty where none was looked
 *     into, and in reports from before any was
 * @param legs the parts of a rehearsal that has several, in order; empty otherwise, and in reports from before there
 *     were any
 * @param checks what the scenario set out to show, each with what was measured; empty in scenarios without any, and in
 *     reports from before there were any
 * @param events what happened, oldest first
 * @param warnings what went wrong without failing the recovery
 * @param invariantFailures what the rehearsal checked and found broken; empty when all held
 * @param assumptions what was simulated
 * @param projection what AWS would add to the measured figures; never part of them
 * @param lab how long the lab itself took; null exactly when it ran on AWS
 * @param environment the machine it ran on
 * @param machineLoad what the machine did meanwhile; null only in reports from before it was looked at
 * @param options the rehearsal's options by name, in the order given
 * @param command the command line that repeats this rehearsal
 */
@JsonPropertyOrder({
    "schemaVersion",
    "scenario",
    "mode",
    "startedAt",
    "target",
    "verdict",
    "verdictWording",
    "verdictReasons",
    "definition",
    "regions",
    "readiness",
    "rto",
    "detection",
    "rpo",
    "replication",
    "exposure",
    "objects",
    "availability",
    "splitBrain",
    "oldDatabases",
    "legs",
    "checks",
    "events",
    "warnings",
    "invariantFailures",
    "assumptions",
    "projection",
    "lab",
    "logs",
    "environment",
    "machineLoad",
    "options",
    "command"
})
public record Report(
        int schemaVersion,
        String scenario,
        Mode mode,
        Instant startedAt,
        Target target,
        Definition definition,
        Regions regions,
        Readiness readiness,
        Rto rto,
        Detection detection,
        Rpo rpo,
        ReplicationLag replication,
        Exposure exposure,
        ObjectLoss objects,
        Availability availability,
        SplitBrain splitBrain,
        List<OldDatabase> oldDatabases,
        List<Leg> legs,
        List<Check> checks,
        List<Event> events,
        List<String> warnings,
        List<String> invariantFailures,
        List<Assumption> assumptions,
        Projection projection,
        Lab lab,
        Environment environment,
        MachineLoad machineLoad,
        Map<String, String> options,
        String command) {

    /** The version of the stable fields. */
    public static final int SCHEMA_VERSION = 1;

    /**
     * @throws NullPointerException naming the field that is missing (only {@code detection} and {@code objects} may be,
     *     {@code exposure} in an old report, and what a run on AWS did not measure)
     * @throws IllegalArgumentException if a field is out of its range or the version is not {@link #SCHEMA_VERSION}
     */
    public Report {
        if (schemaVersion != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion " + schemaVersion + " is not known here; this drlab reads " + SCHEMA_VERSION);
        }
        Checks.notBlank("scenario", scenario);
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(definition, "definition");
        Objects.requireNonNull(regions, "regions");
        Objects.requireNonNull(rto, "rto");
        Objects.requireNonNull(rpo, "rpo");
        Objects.requireNonNull(availability, "availability");
        checkMeasured(target, rpo, replication, lab);
        checkFullRecovery(rto.fullRecovery(), availability);
        Objects.requireNonNull(splitBrain, "splitBrain");
        oldDatabases = oldDatabases == null ? List.of() : List.copyOf(oldDatabases);
        legs = legs == null ? List.of() : List.copyOf(legs);
        checks = checks == null ? List.of() : List.copyOf(checks);
        events = Objects.requireNonNull(events, "events").stream()
                .sorted(Comparator.comparing(Event::at))
                .toList();
        warnings = List.copyOf(Objects.requireNonNull(warnings, "warnings"));
        invariantFailures = List.copyOf(Objects.requireNonNull(invariantFailures, "invariantFailures"));
        assumptions = List.copyOf(Objects.requireNonNull(assumptions, "assumptions"));
        Objects.requireNonNull(projection, "projection");
        Objects.requireNonNull(environment, "environment");
        options = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(options, "options")));
        Checks.notBlank("command", command);
    }

    /** A lab measures everything that it reports; a run on AWS says what it did not. */
    private static void checkMeasured(Target target, Rpo rpo, ReplicationLag replication, Lab lab) {
        if (target == Target.LAB) {
            Objects.requireNonNull(rpo.canaries(), "rpo.canaries");
            Objects.requireNonNull(replication, "replication");
            Objects.requireNonNull(lab, "lab");
        } else if (lab != null) {
            throw new IllegalArgumentException("lab is given, but the target is " + target.word());
        }
    }

    private static void checkFullRecovery(FullRecovery full, Availability availability) {
        if (full != null
                && !(Objects.equals(full.seconds(), availability.fullRecoverySeconds())
                        && Objects.equals(full.failed(), availability.failedUntilFullRecovery()))) {
            throw new IllegalArgumentException("availability says full recovery after "
                    + availability.fullRecoverySeconds() + " s and " + availability.failedUntilFullRecovery()
                    + " failed requests, rto.fullRecovery says " + full.seconds() + " s and " + full.failed());
        }
    }

    /** A builder with {@link #SCHEMA_VERSION}, target {@code lab} and empty lists. */
    public static ReportBuilder builder() {
        return new ReportBuilder();
    }

    /** {@link Verdict#PASS} when {@link #verdictReasons()} is empty. */
    @JsonProperty
    public Verdict verdict() {
        return verdictReasons().isEmpty() ? Verdict.PASS : Verdict.FAIL;
    }

    /** How the verdict is told. */
    @JsonProperty
    public VerdictWording verdictWording() {
        return VerdictWording.of(this);
    }

    /** Where the logs of both regions are, relative to the report; null when it passed, and on AWS, which keeps its own. */
    @JsonProperty
    public String logs() {
        return verdict() == Verdict.PASS || target == Target.AWS ? null : "logs";
    }

    /** One sentence for each target missed or invariant broken; empty when the rehearsal passed. */
    @JsonProperty
    public List<String> verdictReasons() {
        return VerdictRules.reasons(this);
    }

    /** Switchover or failover. */
    public enum Mode {
        /** A switchover: both regions alive, nothing may be lost. */
        PLANNED,
        /** A failover: the active region is gone or written off. */
        UNPLANNED;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the rehearsal ran. */
    public enum Target {
        /** Two regions simulated on one machine. */
        LAB,
        /** Two AWS regions. */
        AWS;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The outcome against every target and invariant. */
    public enum Verdict {
        /** Every target met, every invariant held. */
        PASS,
        /** At least one of {@link Report#verdictReasons()} applies. */
        FAIL;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The state machine document that was run, byte for byte.
     *
     * @param name file name, such as {@code activate.asl.json}
     * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
     */
    public record Definition(String name, String sha256) {
        private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

        /** @throws IllegalArgumentException if the name is blank or the digest is not 64 lower-case hex digits */
        public Definition {
            Checks.notBlank("definition.name", name);
            if (!SHA256.matcher(Objects.requireNonNull(sha256, "definition.sha256"))
                    .matches()) {
                throw new IllegalArgumentException(
                        "definition.sha256 must be 64 lower-case hex digits, got '" + sha256 + "'");
            }
        }
    }

    /**
     * Which region handed over to which.
     *
     * @param from the region that was active when the rehearsal began
     * @param to the region that was, or was to be, activated
     * @param active the region that was active at the end, whose database holds the account; {@code to} in reports that
     *     do not say
     */
    public record Regions(String from, String to, String active) {
        /** @throws IllegalArgumentException if a name is blank, from and to are the same, or active is neither */
        public Regions {
            Checks.notBlank("regions.from", from);
            Checks.notBlank("regions.to", to);
            active = active == null ? to : active;
            if (!active.equals(from) && !active.equals(to)) {
                throw new IllegalArgumentException("regions.active is " + active + ", neither " + from + " nor " + to);
            }
            if (from.equals(to)) {
                throw new IllegalArgumentException("regions.from and regions.to are both " + from);
            }
        }

        /** {@code to} was activated and stayed so. */
        public Regions(String from, String to) {
            this(from, to, to);
        }
    }

    /**
     * Recovery time as a client saw it: from {@code startsAt} to the first 201 whose region is the activated one and
     * whose row was then read back. Full recovery comes later; it is what the target is compared with. Made by
     * {@link RtoClock}.
     *
     * @param seconds null when the service did not come back
     * @param gaveUpAfterSeconds how long the rehearsal waited in vain; null when the service came back
     * @param targetSeconds at most this
     * @param startsAt what starts the clock: the fault's injection, or the start of {@code activate} when there is none
     * @param phases contiguous; sum to {@code seconds}, or are those that ended before the wait was given up
     * @param fullRecovery when the service was fully back; null only in reports from before it was measured
     */
    @JsonPropertyOrder({"seconds", "gaveUpAfterSeconds", "targetSeconds", "met", "startsAt", "phases", "fullRecovery"})
    public record Rto(
            Double seconds,
            Double gaveUpAfterSeconds,
            double targetSeconds,
            String startsAt,
            List<Phase> phases,
            FullRecovery fullRecovery) {
        private static final double TOLERANCE_SECONDS = 0.001;

        /** Without the full recovery: not yet the whole of what was measured. */
        Rto(Double seconds, Double gaveUpAfterSeconds, double targetSeconds, String startsAt, List<Phase> phases) {
            this(seconds, gaveUpAfterSeconds, targetSeconds, startsAt, phases, null);
        }

        /** The same with the full recovery. */
        public Rto with(FullRecovery full) {
            return new Rto(seconds, gaveUpAfterSeconds, targetSeconds, startsAt, phases, full);
        }

        /**
         * @throws IllegalArgumentException if not exactly one of {@code seconds} and {@code gaveUpAfterSeconds} is
         *     given, the phases do not add up to it within 1 ms, or full recovery comes before it
         */
        public Rto {
            if ((seconds == null) == (gaveUpAfterSeconds == null)) {
                throw new IllegalArgumentException("exactly one of rto.seconds and rto.gaveUpAfterSeconds must be set,"
                        + " got " + seconds + " and " + gaveUpAfterSeconds);
            }
            Checks.notNegative("rto.targetSeconds", targetSeconds);
            Checks.notBlank("rto.startsAt", startsAt);
            phases = List.copyOf(Objects.requireNonNull(phases, "rto.phases"));
            double sum = phases.stream().mapToDouble(Phase::seconds).sum();
            if (seconds != null) {
                Checks.notNegative("rto.seconds", seconds);
                if (Math.abs(sum - seconds) > TOLERANCE_SECONDS + 1e-9) {
                    throw new IllegalArgumentException(
                            "rto.phases add up to " + sum + " s, but rto.seconds is " + seconds);
                }
            } else if (sum > Checks.notNegative("rto.gaveUpAfterSeconds", gaveUpAfterSeconds) + TOLERANCE_SECONDS) {
                throw new IllegalArgumentException(
                        "rto.phases add up to " + sum + " s, more than rto.gaveUpAfterSeconds " + gaveUpAfterSeconds);
            }
            if (fullRecovery != null
                    && fullRecovery.seconds() != null
                    && (seconds == null || fullRecovery.seconds() < seconds - TOLERANCE_SECONDS)) {
                throw new IllegalArgumentException("rto.fullRecovery.seconds is " + fullRecovery.seconds()
                        + ", before the first accepted write at " + seconds);
            }
        }

        /** True when the service was fully back within the target. */
        @JsonProperty
        public boolean met() {
            return judgedSeconds().filter(judged -> judged <= targetSeconds).isPresent();
        }

        /** The time that is compared with the target, in seconds: full recovery; empty when it was not reached. */
        public Optional<Double> judgedSeconds() {
            return Optional.ofNullable(fullRecovery == null ? seconds : fullRecovery.seconds());
        }

        /** Time to the first accepted write, in seconds; empty when the service did not come back. */
        public Optional<Double> recovered() {
            return Optional.ofNullable(seconds);
        }
    }

    /**
     * A part of the recovery time that begins where the one before it ended.
     *
     * @param name what was being done or waited for
     * @param seconds 0 or more
     */
    public record Phase(String name, double seconds) {
        /** @throws IllegalArgumentException if the name is blank or the length is negative */
        public Phase {
            Checks.notBlank("rto.phases.name", name);
            Checks.notNegative("rto.phases." + name + ".seconds", seconds);
        }
    }

    /**
     * Time from the fault to the health checkers' verdict.
     *
     * @param seconds null when the fault was not noticed
     * @param targetSeconds at most this
     */
    @JsonPropertyOrder({"seconds", "targetSeconds", "met"})
    public record Detection(Double seconds, double targetSeconds) {
        /** @throws IllegalArgumentException if a length is negative */
        public Detection {
            Checks.notNegative("detection.targetSeconds", targetSeconds);
            if (seconds != null) {
                Checks.notNegative("detection.seconds", seconds);
            }
        }

        /** True when the fault was noticed within the target. */
        @JsonProperty
        public boolean met() {
            return seconds != null && seconds <= targetSeconds;
        }
    }

    /**
     * The loss, counted against ledgers kept outside the database.
     *
     * @param targetSeconds at most this; 0 for a switchover
     * @param canaries the verifier's rows; null when they were not measured
     * @param http rows that the service acknowledged with 201
     * @param unmeasured what was not measured and why, a phrase each; empty when all was, and in reports that do not say
     */
    @JsonPropertyOrder({"targetSeconds", "met", "canaries", "http", "unmeasured"})
    public record Rpo(double targetSeconds, CanaryAccount canaries, Http http, List<String> unmeasured) {
        /** @throws IllegalArgumentException if the target is negative, or something is missing without a word why */
        public Rpo {
            Checks.notNegative("rpo.targetSeconds", targetSeconds);
            Objects.requireNonNull(http, "rpo.http");
            unmeasured = unmeasured == null ? List.of() : List.copyOf(unmeasured);
            if (unmeasured.isEmpty() && (canaries == null || http.unaccounted() > 0)) {
                throw new IllegalArgumentException("rpo.unmeasured must say why, as rpo.canaries are " + canaries
                        + " and rpo.http.unaccounted is " + http.unaccounted());
            }
        }

        /** All of it measured. */
        public Rpo(double targetSeconds, CanaryAccount canaries, Http http) {
            this(targetSeconds, Objects.requireNonNull(canaries, "rpo.canaries"), http, List.of());
        }

        /**
         * True when everything was measured and neither ledger lost more than the target, and with a target of 0 no row at
         * all. Not when nothing of a writer's survived in a ledger: its lost seconds are the least that was lost then.
         */
        @JsonProperty
        public boolean met() {
            return unmeasured.isEmpty() && withinTarget();
        }

        /** The measured value is within the target. */
        public boolean withinTarget() {
            return !lostWhole() && (lost() == 0 || (targetSeconds > 0 && lostSeconds() <= targetSeconds));
        }

        /** Whether, in one of the ledgers, nothing survived of what one writer acknowledged. */
        public boolean lostWhole() {
            return (canaries != null && canaries.lostWhole()) || http.lostWhole();
        }

        /** Whether more may be lost than {@link #lostSeconds()}: of a writer nothing survived, or not all was measured. */
        public boolean lostMore() {
            return lostWhole() || !unmeasured.isEmpty();
        }

        /** The greater of the lost seconds of the ledgers that were measured; the least where {@link #lostMore()}. */
        public double lostSeconds() {
            return Math.max(canaries == null ? 0 : canaries.lostSeconds(), http.lostSeconds());
        }

        /** Acknowledged rows lost, of the ledgers that were measured. */
        public long lost() {
            return (canaries == null ? 0 : canaries.lost()) + http.lost();
        }

        /** Acknowledged rows, of the ledgers that were measured. */
        public long acked() {
            return (canaries == null ? 0 : canaries.acked()) + http.acked();
        }
    }

    /**
     * The account of the clients' writes.
     *
     * @param acked writes answered with 201
     * @param lost of those, missing from the promoted database
     * @param lostSeconds between the last acknowledged and the last surviving one; 0 when none was lost
     * @param unaccounted of those acknowledged, neither found nor known to be missing; 0 in reports that do not say
     * @param lostWhole whether none survives from before the loss, of its writer or one before: lostSeconds is the least that
     *     was lost then. In reports that do not say, whether none at all survives
     */
    public record Http(long acked, long lost, double lostSeconds, Long unaccounted, Boolean lostWhole) {
        /** @throws IllegalArgumentException if a count is negative, a part exceeds its whole, or a loss of none is whole */
        public Http {
            unaccounted = unaccounted == null ? 0L : unaccounted;
            Checks.partOf("rpo.http.lost", lost, "rpo.http.acked", acked);
            Checks.partOf("rpo.http.unaccounted", unaccounted, "rpo.http.acked less rpo.http.lost", acked - lost);
            checkLostSeconds("rpo.http", lost, lostSeconds);
            lostWhole = whole("rpo.http", lost, acked - lost - unaccounted, lostWhole);
        }

        /** Every one accounted for; a loss is whole where none survives. */
        public Http(long acked, long lost, double lostSeconds) {
            this(acked, lost, lostSeconds, 0L, null);
        }

        /** Acknowledged rows that the promoted database was seen to have. */
        public long survived() {
            return acked - lost - unaccounted;
        }
    }

    private static void checkLostSeconds(String ledger, long lost, double lostSeconds) {
        Checks.notNegative(ledger + ".lostSeconds", lostSeconds);
        if (lost == 0 && lostSeconds != 0) {
            throw new IllegalArgumentException(
                    ledger + ".lostSeconds is " + lostSeconds + " although " + ledger + ".lost is 0");
        }
    }

    private static boolean whole(String ledger, long lost, long survived, Boolean said) {
        if (lost == 0 && Boolean.TRUE.equals(said)) {
            throw new IllegalArgumentException(ledger + ".lostWhole is true although " + ledger + ".lost is 0");
        }
        return Boolean.TRUE.equals(said) || (lost > 0 && survived == 0);
    }

    /**
     * The account of canary objects: what the activated region's bucket had of what the other's acknowledged.
     *
     * @param targetSeconds at most this; 0 for a switchover
     * @param acked objects that the active region's bucket acknowledged
     * @param lost of those written before the change of regions, missing from the activated region's bucket when it became
     *     active; for a switchover, at the end
     * @param lostSeconds from the last acknowledged object that had arrived to the last one; 0 when none was lost
     * @param arrivedLater of the lost ones, those that arrived after all, because the lost region came back
     * @param replication lag of S3's replication
     */
    @JsonPropertyOrder({"targetSeconds", "met", "acked", "lost", "lostSeconds", "arrivedLater", "replication"})
    public record ObjectLoss(
            double targetSeconds,
            long acked,
            long lost,
            double lostSeconds,
            long arrivedLater,
            ReplicationLag replication) {
        /** @throws IllegalArgumentException if a number is negative or a part exceeds its whole */
        public ObjectLoss {
            Checks.notNegative("objects.targetSeconds", targetSeconds);
            Checks.partOf("objects.lost", lost, "objects.acked", acked);
            Checks.partOf("objects.arrivedLater", arrivedLater, "objects.lost", lost);
            checkLostSeconds("objects", lost, lostSeconds);
            Objects.requireNonNull(replication, "objects.replication");
        }

        /** True when nothing was lost, or no more than a target above 0. */
        @JsonProperty
        public boolean met() {
            return lost == 0 || (targetSeconds > 0 && lostSeconds <= targetSeconds);
        }
    }

    /**
     * The clients' requests through the front door, from the last event {@code steady} to the end of the traffic. The
     * time before, in which the lab warms up, is left out; {@link Rpo} counts it too.
     *
     * @param requests reads and writes that ended in that time, each repetition counted
     * @param failed of those, not answered with success
     * @param longestOutageSeconds longest time without any successful request
     * @param longestWriteGapSeconds longest time between accepted writes
     * @param fullRecoverySeconds as {@link Rto#fullRecovery} has it; null when it was not reached
     * @param failedUntilFullRecovery requests that failed from the event until then, or while it was waited for; null only
     *     in reports from before it was measured
     * @param legs the same for each part of the run, in order, against its targets; empty only in reports from before they
     *     were measured
     */
    public record Availability(
            long requests,
            long failed,
            double longestOutageSeconds,
            double longestWriteGapSeconds,
            Double fullRecoverySeconds,
            Long failedUntilFullRecovery,
            List<ServiceLeg> legs) {
        /** @throws IllegalArgumentException if a number is negative or more failed than were sent */
        public Availability {
            Checks.partOf("availability.failed", failed, "availability.requests", requests);
            Checks.notNegative("availability.longestOutageSeconds", longestOutageSeconds);
            Checks.notNegative("availability.longestWriteGapSeconds", longestWriteGapSeconds);
            legs = legs == null ? List.of() : List.copyOf(legs);
        }

        /** Share of requests that succeeded, 0 to 1; 1 when there was none. */
        public double successRatio() {
            return requests == 0 ? 1 : (double) (requests - failed) / requests;
        }
    }

    /**
     * Writes acknowledged by a region after another held a higher epoch.
     *
     * @param httpWritesAcceptedByStaleRegion answered with 201
     * @param windowSeconds from the higher epoch to the last of those; 0 when there was none
     * @param expected true when the scenario keeps the stale region from seeing the higher epoch, so that such writes
     *     are measured and not held against it
     * @param outsideRpo of those, sent by clients whose writes {@link Rpo} does not count; 0 in reports that do not say
     * @param notMeasured why they could not be counted, so that the numbers are 0 and the verdict fails; null where they
     *     were
     */
    public record SplitBrain(
            long httpWritesAcceptedByStaleRegion,
            double windowSeconds,
            boolean expected,
            Long outsideRpo,
            String notMeasured) {
        /** @throws IllegalArgumentException if a number is negative or a part exceeds its whole */
        public SplitBrain {
            outsideRpo = outsideRpo == null ? 0L : outsideRpo;
            Checks.partOf(
                    "splitBrain.outsideRpo",
                    outsideRpo,
                    "splitBrain.httpWritesAcceptedByStaleRegion",
                    httpWritesAcceptedByStaleRegion);
            Checks.notNegative("splitBrain.windowSeconds", windowSeconds);
            if (notMeasured != null && httpWritesAcceptedByStaleRegion > 0) {
                throw new IllegalArgumentException("splitBrain: what was not measured has no number");
            }
        }

        /** Counted. */
        public SplitBrain(
                long httpWritesAcceptedByStaleRegion, double windowSeconds, boolean expected, Long outsideRpo) {
            this(httpWritesAcceptedByStaleRegion, windowSeconds, expected, outsideRpo, null);
        }

        /** All sent by clients whose writes {@link Rpo} counts. */
        public SplitBrain(long httpWritesAcceptedByStaleRegion, double windowSeconds, boolean expected) {
            this(httpWritesAcceptedByStaleRegion, windowSeconds, expected, 0L);
        }

        /** Not counted; {@code why} is a clause. */
        public static SplitBrain notMeasured(String why) {
            return new SplitBrain(0, 0, false, 0L, Checks.notBlank("splitBrain.notMeasured", why));
        }

        /** Whether the writes were counted. */
        boolean wasMeasured() {
            return notMeasured == null;
        }

        /** Two regions accepted writes, as the scenario set out to show. */
        boolean wasShown() {
            return expected && httpWritesAcceptedByStaleRegion > 0;
        }

        /** No such write, and none expected. */
        public static SplitBrain none() {
            return new SplitBrain(0, 0, false);
        }
    }

    /**
     * Whether the standby could have taken over, asked in the steady state.
     *
     * @param region which was to take over
     * @param verdict {@code ready}, {@code not ready} or {@code not judged}
     * @param headline the verdict and what it rests on
     * @param seconds how long the checks took
     * @param checks each check, in the order of docs/readiness.md
     */
    public record Readiness(
            String region, String verdict, String headline, double seconds, List<ReadinessCheck> checks) {
        /** @throws IllegalArgumentException if a text is blank */
        public Readiness {
            Checks.notBlank("readiness.region", region);
            Checks.notBlank("readiness.verdict", verdict);
            Checks.notBlank("readiness.headline", headline);
            Checks.notNegative("readiness.seconds", seconds);
            checks = List.copyOf(checks);
        }
    }

    /**
     * One check of readiness.
     *
     * @param id as in docs/readiness.md
     * @param outcome {@code ok}, {@code warning}, {@code FAILED}, {@code not judged} or {@code left out}
     * @param fact what was seen, or why nothing was
     * @param findings what is wrong and what mends it; empty when nothing is
     */
    public record ReadinessCheck(String id, String outcome, String fact, List<String> findings) {
        /** @throws IllegalArgumentException if a text is blank */
        public ReadinessCheck {
            Checks.notBlank("readiness.checks.id", id);
            Checks.notBlank("readiness.checks.outcome", outcome);
            Checks.notBlank("readiness.checks.fact", fact);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something that a scenario set out to show. One that did not hold fails the rehearsal.
     *
     * @param name what is looked at
     * @param expected what it has to be
     * @param measured what it was
     * @param held whether it was as expected
     */
    public record Check(String name, String expected, String measured, boolean held) {
        /** @throws IllegalArgumentException if a text is blank */
        public Check {
            Checks.notBlank("checks.name", name);
            Checks.notBlank("checks.expected", expected);
            Checks.notBlank("checks.measured", measured);
        }
    }

    /**
     * One execution of a state machine in a rehearsal that has several.
     *
     * @param name what it was for, such as {@code switchover back}
     * @param definition the document that was run
     * @param region where it ran
     * @param epoch the highest epoch when it had ended
     * @param seconds how long the execution took
     * @param activation what became of the writes; null unless it made the region the writer
     * @param evidence what the region's old database had; null unless it rebuilt the region's database
     */
    public record Leg(
            String name,
            Definition definition,
            String region,
            long epoch,
            double seconds,
            Activation activation,
            Evidence evidence) {
        /** @throws IllegalArgumentException unless exactly one of activation and evidence is given */
        public Leg {
            Checks.notBlank("legs.name", name);
            Objects.requireNonNull(definition, "legs.definition");
            Checks.notBlank("legs.region", region);
            Checks.notNegative("legs.epoch", epoch);
            Checks.notNegative("legs.seconds", seconds);
            if ((activation == null) == (evidence == null)) {
                throw new IllegalArgumentException("a leg has either an activation or evidence: " + name);
            }
        }
    }

    /**
     * The clients' side of a leg that made a region the writer.
     *
     * @param mode switchover or failover
     * @param recoverySeconds to the first write that the region accepted; null when there was none
     * @param acked writes and canaries acknowledged since the rehearsal began
     * @param lost of those, missing in the region's database, less what earlier legs had lost
     */
    public record Activation(Mode mode, Double recoverySeconds, long acked, long lost) {
        /** @throws IllegalArgumentException if a number is negative or more was lost than acknowledged */
        public Activation {
            Objects.requireNonNull(mode, "legs.activation.mode");
            if (recoverySeconds != null) {
                Checks.notNegative("legs.activation.recoverySeconds", recoverySeconds);
            }
            Checks.partOf("legs.activation.lost", lost, "legs.activation.acked", acked);
        }
    }

    /**
     * The evidence that was kept of a database before it was removed.
     *
     * @param snapshot its snapshot
     * @param list the list of the commits that only it had, relative to the report
     * @param items how many items are on it
     * @param canaries how many canaries are on it
     */
    public record Evidence(String snapshot, String list, long items, long canaries) {
        /** @throws IllegalArgumentException if a name is blank or a number is negative */
        public Evidence {
            Checks.notBlank("legs.evidence.snapshot", snapshot);
            Checks.notBlank("legs.evidence.list", list);
            Checks.notNegative("legs.evidence.items", items);
            Checks.notNegative("legs.evidence.canaries", canaries);
        }
    }

    /**
     * Something that happened.
     *
     * @param at when
     * @param name short and fixed, such as {@code fault-injected}
     * @param detail may be empty
     */
    public record Event(Instant at, String name, String detail) {
        /** @throws IllegalArgumentException if the name is blank */
        public Event {
            Objects.requireNonNull(at, "events.at");
            Checks.notBlank("events.name", name);
            Objects.requireNonNull(detail, "events.detail");
        }
    }

    /**
     * Something that was simulated.
     *
     * @param simulated what stood in for what
     * @param awsReference address of the AWS page that the simulation rests on
     */
    public record Assumption(String simulated, String awsReference) {
        /** @throws IllegalArgumentException if one is blank or the reference is no https address */
        public Assumption {
            Checks.notBlank("assumptions.simulated", simulated);
            requireHttps("assumptions.awsReference", awsReference);
        }
    }

    /**
     * The time that AWS would add. Not measured: a projection from published figures, never summed into {@link
     * Rto#seconds()}.
     *
     * @param note says that it is a projection, and from what
     * @param awsAdds the parts; empty when the rehearsal ran on AWS
     */
    public record Projection(String note, List<AwsAdd> awsAdds) {
        /** @throws IllegalArgumentException if the note is blank */
        public Projection {
            Checks.notBlank("projection.note", note);
            awsAdds = List.copyOf(Objects.requireNonNull(awsAdds, "projection.awsAdds"));
        }

        /** Sum of the parts' lower ends, in seconds. */
        public double minSeconds() {
            return awsAdds.stream().mapToDouble(AwsAdd::minSeconds).sum();
        }

        /** Sum of the parts' upper ends, in seconds. */
        public double maxSeconds() {
            return awsAdds.stream().mapToDouble(AwsAdd::maxSeconds).sum();
        }
    }

    /**
     * One thing that takes longer on AWS than in the lab.
     *
     * @param what the step and where its range comes from
     * @param minSeconds lower end of the range
     * @param maxSeconds upper end of the range
     * @param openEnded true when the source names no upper end, so that {@code maxSeconds} is an assumption
     * @param source address of the page that the range rests on
     */
    public record AwsAdd(String what, double minSeconds, double maxSeconds, boolean openEnded, String source) {
        /** @throws IllegalArgumentException if the range is negative or reversed, or the source is no https address */
        public AwsAdd {
            Checks.notBlank("projection.awsAdds.what", what);
            Checks.notNegative("projection.awsAdds.minSeconds", minSeconds);
            Checks.notNegative("projection.awsAdds.maxSeconds", maxSeconds);
            if (minSeconds > maxSeconds) {
                throw new IllegalArgumentException("projection.awsAdds.minSeconds " + minSeconds
                        + " exceeds maxSeconds " + maxSeconds + " for '" + what + "'");
            }
            requireHttps("projection.awsAdds.source", source);
        }
    }

    private static void requireHttps(String field, String address) {
        if (!Checks.notBlank(field, address).startsWith("https://")) {
            throw new IllegalArgumentException(field + " must be an https address, got '" + address + "'");
        }
    }

    /**
     * How long the lab itself took.
     *
     * @param upSeconds until both regions streamed and the service answered
     * @param totalSeconds the whole rehearsal until the report was written
     */
    public record Lab(double upSeconds, double totalSeconds) {
        /** @throws IllegalArgumentException if a length is negative */
        public Lab {
            Checks.notNegative("lab.upSeconds", upSeconds);
            Checks.notNegative("lab.totalSeconds", totalSeconds);
        }
    }

    /**
     * The machine that the rehearsal ran on.
     *
     * @param os name and version
     * @param arch processor architecture
     * @param cores processors available to the lab, 1 or more
     * @param memoryBytes physical memory; 0 when unknown
     * @param jdk vendor and version
     * @param postgres version of both regions' PostgreSQL
     * @param drlabVersion version of drlab
     */
    public record Environment(
            String os, String arch, int cores, long memoryBytes, String jdk, String postgres, String drlabVersion) {
        /** @throws IllegalArgumentException if a text is blank, there is no core, or the memory is negative */
        public Environment {
            Checks.notBlank("environment.os", os);
            Checks.notBlank("environment.arch", arch);
            if (cores < 1) {
                throw new IllegalArgumentException("environment.cores must be 1 or more, got " + cores);
            }
            Checks.notNegative("environment.memoryBytes", memoryBytes);
            Checks.notBlank("environment.jdk", jdk);
            Checks.notBlank("environment.postgres", postgres);
            Checks.notBlank("environment.drlabVersion", drlabVersion);
        }

        /** This JVM and its machine. */
        public static Environment ofThisMachine(String postgres, String drlabVersion) {
            return ThisMachine.environment(postgres, drlabVersion);
        }
    }
}
