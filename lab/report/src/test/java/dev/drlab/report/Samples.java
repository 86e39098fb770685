package dev.drlab.report;

import dev.drlab.contract.canary.CanaryAccount;
import dev.drlab.contract.canary.Percentiles;
import dev.drlab.contract.canary.ReplicationLag;
import dev.drlab.contract.machine.WalStatus;
import dev.drlab.report.file.UnfinishedReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reports and series of the size and shape that a rehearsal gives. */
public final class Samples {
    public static final Instant START = Instant.parse("2026-03-14T09:26:53.589Z");
    public static final String FROM = "ap-southeast-2";
    public static final String TO = "us-west-2";

    private static final long FAULT_MILLIS = 12_400;
    private static final long RECOVERED_MILLIS = 16_490;
    private static final String[] STATES = {
        "ReadRunbook",
        "ValidateInput",
        "TakeLock",
        "DescribeDatabase",
        "CheckReplica",
        "CheckTasks",
        "RecordLag",
        "RaiseEpoch",
        "Promote",
        "FencePeer",
        "WaitForPromotion",
        "Open",
        "VerifyWritable",
        "FullCapacity",
        "Notify",
        "ReleaseLock"
    };

    private Samples() {}

    public static ReportBuilder outage() {
        ReportBuilder builder = Report.builder()
                .scenario("primary-outage")
                .mode(Report.Mode.UNPLANNED)
                .startedAt(START)
                .definition(new Report.Definition("activate.asl.json", "0123456789abcdef".repeat(4)))
                .regions(new Report.Regions(FROM, TO))
                .detection(new Report.Detection(2.93, 300))
                .rpo(new Report.Rpo(300, new CanaryAccount(2471, 4, 0.183, 1, 0), new Report.Http(6204, 9, 0.171)))
                .replication(new ReplicationLag(new Percentiles(3.1, 6.82, 14.4, 61.07), 4812, 1.04))
                .exposure(new Exposure(
                        0.158,
                        34,
                        List.of(
                                new Exposure.Period(
                                        START.plusMillis(FAULT_MILLIS),
                                        START.plusMillis(FAULT_MILLIS + 2930),
                                        Exposure.Knowledge.UNMEASURED,
                                        null),
                                new Exposure.Period(
                                        START.plusMillis(RECOVERED_MILLIS),
                                        START.plusMillis(34_000),
                                        Exposure.Knowledge.AT_LEAST,
                                        17.4))))
                .splitBrain(Report.SplitBrain.none())
                .events(events())
                .warnings(List.of("FullCapacity: Ecs.ServiceNotFoundException: the peer's service could not be read"))
                .assumptions(assumptions())
                .projection(AwsProjection.forLab(Report.Mode.UNPLANNED, 60, 900))
                .lab(new Report.Lab(8.21, 41.7))
                .environment(environment())
                .machineLoad(IDLE)
                .options(options())
                .command("./drlab rehearse primary-outage --rate 100 --health-interval 1s --ttl 1s");
        FullRecovery full = new FullRecovery(
                4.51, 7.6, new FullRecovery.Kind(4.51, 470, 380), new FullRecovery.Kind(3.2, 92, 20), 0);
        return recovered(builder, clock().recovered(1800), full, BEFORE, failover(full, 0.31, 6500, 12));
    }

    static final MachineLoad IDLE = new MachineLoad(2, 0.4, 0.38, 0, 0.3, 1.9);

    /** Before the event, without a fault. */
    static final ServiceLeg BEFORE = new ServiceLeg(
            "before the event",
            null,
            FROM,
            5.2,
            1560,
            0,
            0.09,
            new ServiceLeg.Judged("steady state", 1560, 0, 0.05, 0.09, 10),
            null);

    /** A failover's part of the run; what is given counts since the first accepted write. */
    static ServiceLeg failover(FullRecovery full, double gapSeconds, long requests, long failed) {
        return new ServiceLeg(
                "failover",
                Report.Mode.UNPLANNED,
                TO,
                25,
                requests + 480,
                failed + 400,
                Math.max(gapSeconds, 4.09),
                new ServiceLeg.Judged("first accepted write", requests, failed, 0.05, gapSeconds, 10),
                full);
    }

    /** A switchover's part of the run. */
    static ServiceLeg move(
            String name, String region, FullRecovery full, double gapSeconds, long requests, long failed) {
        return new ServiceLeg(
                name,
                Report.Mode.PLANNED,
                region,
                20,
                requests,
                failed,
                gapSeconds,
                new ServiceLeg.Judged("the event", requests, failed, 0.05, gapSeconds, 10),
                full);
    }

    /** Reached after so long; all that failed did so before. */
    public static FullRecovery full(double seconds) {
        return new FullRecovery(
                seconds, seconds + 3, new FullRecovery.Kind(seconds, 90, 12), new FullRecovery.Kind(0.01, 20, 0), 0);
    }

    /** The recovery time, and what the clients saw. */
    static ReportBuilder recovered(ReportBuilder builder, Report.Rto rto, FullRecovery full, ServiceLeg... legs) {
        return builder.rto(rto.with(full))
                .availability(
                        new Report.Availability(18_307, 412, 3.62, 4.09, full.seconds(), full.failed(), List.of(legs)));
    }

    /** The same outage with a recovery of its own. */
    public static ReportBuilder outage(Report.Rto rto, FullRecovery full) {
        return recovered(outage(), rto, full, BEFORE, failover(full, 0.31, 6500, 12));
    }

    /** The same outage, given up after 59.6 s. */
    public static ReportBuilder outageWithoutEnd() {
        FullRecovery full = new FullRecovery(
                null, 59.6, new FullRecovery.Kind(null, 5960, 5960), new FullRecovery.Kind(null, 1192, 1192), 0);
        return recovered(outage(), clock().gaveUpAt(START.plusSeconds(72), 1800), full, BEFORE);
    }

    public static ReportBuilder switchover() {
        Instant start = START.plusMillis(12_000);
        Report.Rto rto = RtoClock.startingAt("activate started", start)
                .until("pre-checks", start.plusMillis(121))
                .until("drain", start.plusMillis(166))
                .until("replica caught up", start.plusMillis(214))
                .until("hand-over and promotion", start.plusMillis(402))
                .until("first accepted write", start.plusMillis(561))
                .recovered(1800);
        FullRecovery full = full(0.74);
        return recovered(outage(), rto, full, BEFORE, move("switchover", TO, full, 0.47, 6100, 37))
                .scenario("planned-switchover")
                .mode(Report.Mode.PLANNED)
                .detection(null)
                .rpo(new Report.Rpo(0, new CanaryAccount(2471, 0, 0, 0, 0), new Report.Http(6204, 0, 0)))
                .warnings(List.of())
                .projection(AwsProjection.forLab(Report.Mode.PLANNED, 60, 900))
                .command("./drlab rehearse planned-switchover");
    }

    /** Counted: transactions of drlab's own tables, of other applications, and of schema or roles. */
    public static OldDatabase oldDatabase(Report.Mode mode, long own, long foreign, long other, String... unlogged) {
        long all = own + foreign;
        return new OldDatabase(
                FROM,
                "after its return",
                mode,
                WalStatus.COUNTED,
                "",
                all + " transactions only in the old database",
                12_345L,
                all,
                foreign,
                other,
                true,
                all + other == 0 ? 0 : 0.5,
                all + other == 0 ? null : START,
                all + other == 0 ? null : START.plusMillis(500),
                all == 0 ? List.of() : List.of(new OldDatabase.Relation("public.items", all, all, 0, 0)),
                0L,
                List.of(unlogged));
    }

    /** Of an older version: nothing was found, in a part of what the transactions changed. */
    public static OldDatabase withoutAllRows() {
        return new OldDatabase(
                FROM,
                "after its return",
                Report.Mode.UNPLANNED,
                WalStatus.COUNTED,
                "",
                "0 transactions only in the old database",
                12_345L,
                0L,
                0L,
                0L,
                false,
                0.0,
                null,
                null,
                List.of(),
                0L,
                null);
    }

    /** Not counted. */
    public static OldDatabase uncounted(Long bytes) {
        return new OldDatabase(
                FROM,
                "after its return",
                Report.Mode.UNPLANNED,
                WalStatus.NOT_COUNTED,
                "no pg_walinspect",
                "transactions not counted: no pg_walinspect",
                bytes,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null,
                List.of());
    }

    /** {@code lost}: by the switchover back. */
    public static ReportBuilder failback(long lost) {
        Report.Definition document = new Report.Definition("reprotect.asl.json", "fedcba9876543210".repeat(4));
        FullRecovery full = full(4.51);
        return recovered(
                        outage(),
                        clock().recovered(1800),
                        full,
                        BEFORE,
                        failover(full, 0.31, 2500, 12),
                        move("switchover back", FROM, full(0.5), 0.4, 2500, 20))
                .scenario("failback")
                .oldDatabases(List.of(
                        oldDatabase(Report.Mode.UNPLANNED, 14, 0, 0), oldDatabase(Report.Mode.PLANNED, 0, 0, 0)))
                .legs(List.of(
                        new Report.Leg(
                                "failover",
                                new Report.Definition("activate.asl.json", "0123456789abcdef".repeat(4)),
                                TO,
                                2,
                                1.2,
                                new Report.Activation(Report.Mode.UNPLANNED, 4.09, 8675, 13),
                                null),
                        new Report.Leg(
                                "reprotect the old primary",
                                document,
                                FROM,
                                2,
                                7.5,
                                null,
                                new Report.Evidence("drlab-x-epoch-1-5", "evidence/drlab-x-epoch-1-5.jsonl", 9, 5)),
                        new Report.Leg(
                                "switchover back",
                                new Report.Definition("activate.asl.json", "0123456789abcdef".repeat(4)),
                                FROM,
                                3,
                                0.8,
                                new Report.Activation(Report.Mode.PLANNED, 0.4, 12_000, lost),
                                null),
                        new Report.Leg(
                                "reprotect the secondary",
                                document,
                                TO,
                                3,
                                7.1,
                                null,
                                new Report.Evidence("drlab-y-epoch-2-6", "evidence/drlab-y-epoch-2-6.jsonl", 0, 0))));
    }

    static RtoClock clock() {
        Instant fault = START.plusMillis(FAULT_MILLIS);
        return RtoClock.startingAt("fault injected", fault)
                .until("detection", fault.plusMillis(2930))
                .until("pre-checks", fault.plusMillis(3112))
                .until("raise the epoch", fault.plusMillis(3129))
                .until("promote", fault.plusMillis(3604))
                .until("open and verify", fault.plusMillis(3790))
                .until("clients follow", fault.plusMillis(4090));
    }

    public static Report.Environment environment() {
        return new Report.Environment("Linux 6.1.0", "amd64", 2, 24L << 30, "Debian 17.0.17+10", "17.11", "0.1.0");
    }

    /** The clients' samples of the sample outage: 60 s at about 200 writes and 100 reads per second. */
    public static Series outageSeries() {
        Random random = new Random(7);
        List<Series.Bin> bins = new ArrayList<>();
        List<Series.Lag> lags = new ArrayList<>();
        List<Series.Exposure> exposures = new ArrayList<>();
        for (long at = 0; at < 34_000; at += Series.BIN_MILLIS) {
            boolean down = at >= FAULT_MILLIS && at < RECOVERED_MILLIS;
            int writes = 18 + random.nextInt(5);
            int reads = 9 + random.nextInt(3);
            boolean readsDown = down && at < FAULT_MILLIS + 3000;
            bins.add(new Series.Bin(at, down ? 0 : writes, down ? 3 : 0, readsDown ? 0 : reads, readsDown ? 2 : 0));
        }
        for (long at = 0; at < FAULT_MILLIS; at += 10) {
            double lag = 2 + random.nextDouble() * 2 + (random.nextInt(40) == 0 ? random.nextDouble() * 40 : 0);
            lags.add(new Series.Lag(at, lag));
        }
        for (long at = 0; at < 34_000; at += 50) {
            double exposure = at < FAULT_MILLIS
                    ? (random.nextInt(3) == 0 ? 0 : 0.001 + random.nextDouble() * 0.012)
                    : at < RECOVERED_MILLIS ? (at - FAULT_MILLIS) / 1000.0 + 0.003 : 0;
            exposures.add(new Series.Exposure(at, exposure));
        }
        return new Series(
                START,
                bins,
                lags,
                exposures,
                visits(),
                markers(),
                List.of(new Series.Writer(FROM, 0, FAULT_MILLIS), new Series.Writer(TO, RECOVERED_MILLIS, 34_000)));
    }

    private static List<Series.Marker> markers() {
        return List.of(
                new Series.Marker(FAULT_MILLIS, "region killed", Series.MarkerKind.START),
                new Series.Marker(FAULT_MILLIS + 2930, "outage detected", Series.MarkerKind.STEP),
                new Series.Marker(FAULT_MILLIS + 2934, "activate started", Series.MarkerKind.STEP),
                new Series.Marker(FAULT_MILLIS + 3129, "epoch raised to 2", Series.MarkerKind.STEP),
                new Series.Marker(FAULT_MILLIS + 3604, "promoted", Series.MarkerKind.STEP),
                new Series.Marker(RECOVERED_MILLIS, "first accepted write", Series.MarkerKind.RECOVERED),
                new Series.Marker(23_000, "old region restored", Series.MarkerKind.AFTER));
    }

    private static List<Series.Visit> visits() {
        int[] lengths = {12, 3, 21, 55, 48, 33, 10, 17, 160, 120, 315, 130, 56, 44, 21, 12};
        List<Series.Visit> visits = new ArrayList<>();
        long at = FAULT_MILLIS + 2934;
        for (int i = 0; i < STATES.length; i++) {
            visits.add(new Series.Visit(STATES[i], at, at + lengths[i]));
            at += i == 8 ? 0 : lengths[i];
        }
        return visits;
    }

    private static List<Report.Event> events() {
        return List.of(
                event(8_210, "lab-up", "both regions stream, the service answers"),
                event(FAULT_MILLIS, "fault-injected", "SIGKILL to 5 processes of " + FROM),
                event(FAULT_MILLIS + 2930, "outage-detected", "3 failed health checks, 1 s apart"),
                event(FAULT_MILLIS + 2934, "activate-started", "mode unplanned, reason: rehearsal"),
                event(FAULT_MILLIS + 3604, "promoted", "timeline 2"),
                event(RECOVERED_MILLIS, "recovered", "POST /items 201 from " + TO + ", read back"),
                event(23_000, "region-restored", FROM + " refuses writes: epoch 1 is below 2"));
    }

    public static Report.Event event(long offsetMillis, String name, String detail) {
        return new Report.Event(START.plusMillis(offsetMillis), name, detail);
    }

    private static List<Report.Assumption> assumptions() {
        return List.of(
                new Report.Assumption(
                        "Two regions on one machine; 70 ms between them added by relays",
                        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html"),
                new Report.Assumption(
                        "RDS statuses and refusals, over a real PostgreSQL",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html"));
    }

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("--rate", "100");
        options.put("--wan-latency", "70 ms");
        options.put("--ttl", "1 s");
        return options;
    }

    /** Interrupted in the outage. */
    public static UnfinishedReport interrupted() {
        return new UnfinishedReport(
                Report.SCHEMA_VERSION,
                "primary-outage",
                START,
                START.plusSeconds(14),
                Report.Target.LAB,
                UnfinishedReport.Verdict.INTERRUPTED,
                List.of("It was interrupted, by Ctrl-C or SIGTERM."),
                event(FAULT_MILLIS, "fault-injected", "SIGKILL to 5 processes of " + FROM),
                new Report.Availability(1560, 40, 0.4, 0.4, null, null, List.of()),
                new UnfinishedReport.Acknowledged(1300, 520),
                List.of(),
                events().subList(0, 2),
                List.of(),
                List.of("whether the targets were met", "what was lost"),
                "logs",
                IDLE,
                environment(),
                options(),
                "./drlab rehearse primary-outage");
    }
}
