package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.OneLine;
import dev.drlab.console.Progress;
import dev.drlab.contract.host.MachineWatch;
import dev.drlab.contract.host.MonotonicClock;
import dev.drlab.drill.cloud.Canaries;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.cloud.Fault;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillNames;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.drill.files.FaultFiles;
import dev.drlab.drill.move.ItemAccount;
import dev.drlab.drill.move.ItemLookup;
import dev.drlab.drill.move.MovePicture;
import dev.drlab.drill.move.MoveReport;
import dev.drlab.drill.move.MoveRequest;
import dev.drlab.drill.move.MoveResult;
import dev.drlab.drill.move.NoCanaries;
import dev.drlab.drill.move.SteadyTraffic;
import dev.drlab.drill.move.Timeline;
import dev.drlab.drill.move.Unfinished;
import dev.drlab.drill.move.Watcher;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import dev.drlab.report.file.ReportJson;
import dev.drlab.report.html.HtmlReport;
import dev.drlab.report.terminal.TerminalReport;
import dev.drlab.workload.FullRecoveryWatch;
import dev.drlab.workload.Recovery;
import dev.drlab.workload.ServiceRecovery;
import dev.drlab.workload.TrafficClient;
import dev.drlab.workload.TrafficSettings;
import dev.drlab.workload.account.Move;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** A move under traffic, measured from before it until the service is fully back. */
final class MoveRun {
    private static final String FAULT = "fault put in";
    private static final int WRITES_PER_READ = 5;
    /** Fewer tell nothing of a second. */
    private static final double LEAST_READS = 2;

    private static final long TIMEOUT_MILLIS = 3000;
    private static final int MOST_IN_FLIGHT = 512;
    /** A client that opens a new connection asks DNS again. */
    private static final long CONNECTION_MILLIS = 5000;

    private final DrillContext context;
    private final MonotonicClock clock;
    private final PrintWriter out;
    private final PrintWriter err;
    private final MoveRequest request;
    private final DrillFiles files;
    private final RegionPair both;
    private final Timeline timeline;
    private final Unfinished unfinished;

    MoveRun(
            DrillContext context,
            PrintWriter out,
            PrintWriter err,
            MoveRequest request,
            DrillFiles files,
            RegionPair both) {
        this.context = context;
        this.clock = MonotonicClock.startingFrom(context.clock());
        this.out = out;
        this.err = err;
        this.request = request;
        this.files = files;
        this.both = both;
        this.timeline = new Timeline(out, clock);
        this.unfinished = new Unfinished(request, files, timeline, err);
    }

    /** Runs it; the exit code. */
    int run() throws CannotRunException, InterruptedException {
        Thread self = Thread.currentThread();
        try (MachineWatch machine = MachineWatch.start();
                CtrlC ctrlC = new CtrlC(self::interrupt, "drill: it did not end in time; " + unfinished.goesOn())) {
            int code = measured(machine);
            ctrlC.finish(code);
            return code;
        }
    }

    private int measured(MachineWatch machine) throws CannotRunException {
        timeline.event("drill " + request.drill(), request.peer() + " to " + request.region());
        try {
            return underTraffic(machine);
        } catch (InterruptedException e) {
            return unfinished.interrupted(MachineLoad.of(machine.soFar()));
        } catch (IOException e) {
            return unfinished.couldNotGoOn(
                    "cannot write to " + files.directory() + ": " + e.getMessage(), MachineLoad.of(machine.soFar()));
        } catch (RuntimeException e) {
            if (Thread.interrupted()) { // as the SDK tells it
                return unfinished.interrupted(MachineLoad.of(machine.soFar()));
            }
            return unfinished.couldNotGoOn(
                    e instanceof SdkException ? OneLine.of(e) : "unexpected: " + e, MachineLoad.of(machine.soFar()));
        }
    }

    private int underTraffic(MachineWatch machine) throws CannotRunException, IOException, InterruptedException {
        double reads = Math.max(LEAST_READS, request.writesPerSecond() / (double) WRITES_PER_READ);
        TrafficSettings settings = new TrafficSettings(
                        request.writesPerSecond(), reads, TIMEOUT_MILLIS, MOST_IN_FLIGHT, 0)
                .withConnectionMillis(CONNECTION_MILLIS)
                .withGrowthPerSecond(request.writesPerSecond());
        String database = both.region().databaseVersion(both.facts().dbInstance());
        try (TrafficClient traffic = TrafficClient.startOverInternet(
                        request.url(),
                        settings,
                        clock,
                        files.ledger(),
                        reason -> timeline.event("ledger failed", reason));
                Canaries canaries = canaries()) {
            unfinished.traffic(traffic);
            timeline.event("traffic started", request.writesPerSecond() + " writes/s at " + request.url());
            canaries.begin();
            long steady = new SteadyTraffic(traffic, request, context.waits()).await();
            unfinished.steady(steady);
            timeline.event(
                    "steady",
                    traffic.ledger().acknowledgedCount() + " writes acknowledged so far, by " + request.peer());
            MoveResult moved = move(traffic, steady);
            Canaries.Answer answer = canaries.end(moved.clocks().region(moved.start()));
            traffic.close();
            MoveResult seen = moved.with(clock.wallAhead()); // of all that is judged: the last requests too
            timeline.event(
                    "accounting",
                    "each of " + traffic.ledger().acknowledgedCount() + " acknowledged writes is asked for at "
                            + request.url());
            ItemAccount items = new ItemLookup(request.url(), context.waits().silence())
                    .account(traffic.ledger().acknowledged());
            Report report = new MoveReport(request, seen, traffic, items, answer)
                    .report(
                            timeline.start(),
                            timeline.events(),
                            simulated(),
                            MachineLoad.of(machine.soFar()),
                            database);
            return tell(report, seen, traffic);
        }
    }

    private Canaries canaries() {
        return both.region()
                .canaries()
                .or(both.peer()::canaries)
                .orElseGet(() -> new NoCanaries("neither region has a schedule " + request.project()
                        + "-verifier that these credentials may read"));
    }

    private List<Report.Assumption> simulated() {
        return request.unplanned()
                ? List.of(
                        new Report.Assumption(
                                "The loss of " + request.peer()
                                        + ": its service had no task, and its database's security"
                                        + " groups admitted nobody. Its balancer, control planes and other services lived.",
                                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html"),
                        new Report.Assumption(
                                "Connections that were open when the security groups were closed may have lived on, the"
                                        + " replica's among them: a real outage can lose more.",
                                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/"
                                        + "security-group-connection-tracking.html"))
                : List.of(new Report.Assumption(
                        "A switchover may be without an accepted write for "
                                + request.gapTarget().orElseThrow().toMillis() / 1000.0
                                + " s (--target-gap): PromoteReadReplica reboots the instance, which takes \"several minutes"
                                + " or longer\". Of the requests, those from the first accepted write on are judged.",
                        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Promote.html"));
    }

    private MoveResult move(TrafficClient traffic, long steady)
            throws CannotRunException, IOException, InterruptedException {
        Optional<PreparedFault> fault = request.unplanned() ? Optional.of(prepareFault()) : Optional.empty();
        CompletableFuture<Recovery> recovery = traffic.recovery(request.region(), System.nanoTime());
        Instant start = clock.instant();
        DrillRecord record = keepRecord(context.clock().instant()); // for AWS, which compares it with its own clock
        if (fault.isPresent()) {
            put(fault.get(), start);
        }
        Executions executions = both.region().executions();
        String execution = executions.start("activate", record.execution(), record.input());
        unfinished.started(execution);
        timeline.event("activate started", request.mode().word() + " in " + request.region() + ", " + execution);
        try (Progress progress = new Progress(out, clock)) {
            Watcher watcher = context.watcher(executions, progress, clock);
            Watcher.Ended ended = watcher.follow(execution);
            timeline.event("activate ended", ended.state().sentence());
            unfinished.ended(ended.state());
            Optional<Recovery> first = ended.state().succeeded() ? await(recovery) : Optional.empty();
            Move watched = watch(traffic, start, first);
            return new MoveResult(
                    steady,
                    start,
                    fault.isPresent() ? FAULT : "start of activate",
                    ended,
                    executions.definition(execution, "activate"),
                    first,
                    watched,
                    watcher.regionClock(),
                    clock.wallAhead());
        }
    }

    /** A fault that is about to be put in, and what it takes away. */
    private record PreparedFault(Fault fault, FaultRecord before) {}

    /** Keeps what is there before it is put in: nothing else says what was there. */
    private PreparedFault prepareFault() throws CannotRunException, IOException {
        Fault fault = both.peer().fault(both.peer().runbook());
        PreparedFault prepared = new PreparedFault(fault, fault.observe());
        FaultFiles.keep(context.faults(), files.directory(), request.project(), prepared.before());
        return prepared;
    }

    private void put(PreparedFault fault, Instant start) throws CannotRunException, InterruptedException {
        timeline.event(
                start,
                FAULT,
                "in " + request.peer() + "; to take it back: "
                        + FaultFiles.undo(request.peer(), request.project(), files.directory()));
        fault.fault().put(fault.before());
        timeline.event("region lost", request.peer() + " has no task any more");
    }

    /** Before it is started: a second start must have the same name and input. */
    private DrillRecord keepRecord(Instant incident) throws IOException {
        DrillRecord record = DrillNames.record(
                request.drill(),
                request.region(),
                request.peer(),
                both.identity(),
                request.project(),
                request.input(incident),
                incident);
        files.keep(record);
        unfinished.record(record);
        return record;
    }

    private Optional<Recovery> await(CompletableFuture<Recovery> recovery) throws InterruptedException {
        try {
            Recovery first = recovery.get(longestWait().toMillis(), TimeUnit.MILLISECONDS);
            timeline.event(
                    first.write().ackedAt(),
                    "first accepted write",
                    first.write().region() + ", epoch " + first.write().epoch());
            return Optional.of(first);
        } catch (TimeoutException | CancellationException e) {
            timeline.event(
                    "no accepted write",
                    request.region() + " within " + longestWait().toSeconds() + " s");
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the traffic client failed: " + e.getCause(), e);
        }
    }

    /** Clients may have to wait for DNS as long as the state machine does. */
    private Duration longestWait() {
        Duration own = context.waits().recovery();
        Duration traffic = both.facts().traffic();
        return traffic.compareTo(own) > 0 ? traffic : own;
    }

    private Move watch(TrafficClient traffic, Instant start, Optional<Recovery> first) throws InterruptedException {
        Optional<ServiceRecovery> service = Optional.empty();
        if (first.isPresent()) {
            ServiceRecovery seen = new FullRecoveryWatch(
                            longestWait(), context.waits().hold())
                    .await(
                            traffic,
                            request.region(),
                            traffic.nanos(start),
                            first.get().write().ackNanos());
            service = Optional.of(seen);
            if (seen.nanos().isPresent()) {
                timeline.event(traffic.at(seen.nanos().getAsLong()), "full recovery", request.region());
            } else {
                timeline.event(
                        "no full recovery",
                        request.region() + " within " + longestWait().toSeconds() + " s");
            }
        }
        Instant until = service.map(seen -> traffic.at(seen.judgedUntilNanos())).orElseGet(clock::instant);
        return new Move(request.drill(), request.mode(), request.region(), start, true, first, service, until);
    }

    private int tell(Report report, MoveResult moved, TrafficClient traffic) throws IOException {
        ReportJson.write(files.report(), report);
        HtmlReport.write(files.page(), report, new MovePicture(moved, traffic).series());
        out.println();
        out.print(TerminalReport.text(report, files.page(), false));
        if (request.unplanned()) {
            out.println("next: take the fault back: "
                    + FaultFiles.undo(request.peer(), request.project(), files.directory())
                    + "\nthen rebuild the standby: ./drlab drill reprotect " + request.peer() + " --peer "
                    + request.region() + " --project " + request.project() + " --report-dir DIR");
        }
        out.flush();
        return report.verdict() == Report.Verdict.PASS ? ExitCode.TARGETS_MET : ExitCode.TARGET_MISSED;
    }
}
