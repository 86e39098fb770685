package dev.drlab.drill.move;

import dev.drlab.console.ExitCode;
import dev.drlab.contract.version.DrlabVersion;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.drill.files.FaultFiles;
import dev.drlab.report.MachineLoad;
import dev.drlab.report.Report;
import dev.drlab.report.file.UnfinishedReport;
import dev.drlab.report.html.UnfinishedPage;
import dev.drlab.workload.TrafficClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The facts about a drill at each moment of it, and what is still going on, for when it does not come to its end. */
public final class Unfinished {
    private final MoveRequest request;
    private final DrillFiles files;
    private final Timeline timeline;
    private final PrintWriter err;
    private Optional<TrafficClient> traffic = Optional.empty();
    private OptionalLong steadyNanos = OptionalLong.empty();
    private boolean recorded;
    private volatile Optional<String> execution = Optional.empty();
    private volatile Optional<ExecutionState> ended = Optional.empty();

    /** Knows nothing yet. */
    public Unfinished(MoveRequest request, DrillFiles files, Timeline timeline, PrintWriter err) {
        this.request = request;
        this.files = files;
        this.timeline = timeline;
        this.err = err;
    }

    /** The clients have begun. */
    public void traffic(TrafficClient client) {
        traffic = Optional.of(client);
    }

    /** The traffic was steady from {@code nanos} on, a {@link System#nanoTime()}. */
    public void steady(long nanos) {
        steadyNanos = OptionalLong.of(nanos);
    }

    /** Notes that the record of the drill was written. */
    public void record(DrillRecord record) {
        recorded = true;
    }

    /** The execution has begun. */
    public void started(String arn) {
        execution = Optional.of(arn);
    }

    /** The execution has ended. */
    public void ended(ExecutionState state) {
        ended = Optional.of(state);
    }

    /** The executions that go on although nobody watches, and how to watch again. */
    public String goesOn() {
        if (!recorded) {
            return "nothing was moved";
        }
        String what = ended.map(state -> "activate has ended: " + state.sentence())
                .or(() -> execution.map(arn -> "activate goes on in Step Functions: " + arn))
                .orElse("activate may have been started");
        return what + "; to go on with it: " + request.command()
                + FaultFiles.note(request.peer(), request.project(), files.directory());
    }

    /** Writes what is known; the exit code. */
    public int interrupted(MachineLoad load) {
        write(UnfinishedReport.Verdict.INTERRUPTED, "It was interrupted, by Ctrl-C or SIGTERM.", load);
        err.println("drlab: drill: stopped watching; " + goesOn());
        return ExitCode.INTERRUPTED;
    }

    /** The same for a reason. */
    public int couldNotGoOn(String reason, MachineLoad load) {
        write(UnfinishedReport.Verdict.ERROR, reason, load);
        err.println("drlab: drill: " + reason + "; " + goesOn());
        return ExitCode.COULD_NOT_RUN;
    }

    private void write(UnfinishedReport.Verdict verdict, String reason, MachineLoad load) {
        if (traffic.isEmpty()) {
            return; // nothing had begun
        }
        try {
            UnfinishedPage.write(report(verdict, reason, load), files.directory());
            err.println("what is known: " + files.page());
        } catch (IOException e) {
            err.println(
                    "drlab: drill: what is known could not be written to " + files.directory() + ": " + e.getMessage());
        }
    }

    private UnfinishedReport report(UnfinishedReport.Verdict verdict, String reason, MachineLoad load) {
        List<Report.Event> events = timeline.events();
        List<String> warnings = new ArrayList<>(load.warnings("the drill"));
        warnings.add(goesOn());
        return new UnfinishedReport(
                Report.SCHEMA_VERSION,
                request.scenario(),
                timeline.start(),
                timeline.now(),
                Report.Target.AWS,
                verdict,
                List.of(reason),
                events.isEmpty() ? null : events.get(events.size() - 1),
                steadyNanos.isPresent()
                        ? traffic.orElseThrow()
                                .statsSince(steadyNanos.getAsLong())
                                .availability()
                        : null,
                new UnfinishedReport.Acknowledged(traffic.orElseThrow().ledger().acknowledgedCount(), 0),
                List.of(),
                events,
                warnings,
                List.of(
                        "whether the targets were met",
                        "what was lost: the acknowledged writes were not looked for",
                        "canaries",
                        "when the service was fully back"),
                null,
                load,
                Report.Environment.ofThisMachine("not known", DrlabVersion.text()),
                request.options(),
                request.command());
    }
}
