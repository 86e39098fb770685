package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Progress;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.cloud.FaultRecord;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillRecord;
import dev.drlab.drill.files.FaultFiles;
import dev.drlab.drill.move.ItemLookup;
import dev.drlab.drill.move.MoveRequest;
import dev.drlab.report.Report;
import dev.drlab.workload.history.HttpLedger;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;

/**
 * Goes on with a move whose drill was stopped: follows its execution to the end, starting it where that had not come to
 * pass, and looks for what had been acknowledged. The clients were away for a while, so recovery is not judged: such a run
 * never passes.
 */
final class ResumedMove {
    private final DrillContext context;
    private final PrintWriter out;
    private final PrintWriter err;
    private final MoveRequest request;
    private final DrillFiles files;
    private final RegionPair both;
    private final DrillRecord record;

    ResumedMove(
            DrillContext context,
            PrintWriter out,
            PrintWriter err,
            MoveRequest request,
            DrillFiles files,
            RegionPair both,
            DrillRecord record) {
        this.context = context;
        this.out = out;
        this.err = err;
        this.request = request;
        this.files = files;
        this.both = both;
        this.record = record;
    }

    /** Runs it; the exit code. */
    int run() throws CannotRunException {
        String goesOn = record.execution() + " goes on in Step Functions; to go on with it: " + request.command()
                + FaultFiles.note(request.peer(), request.project(), files.directory());
        return new Watch(err, goesOn).run(this::follow);
    }

    private int follow() throws CannotRunException, InterruptedException {
        out.println("goes on with " + record.execution() + ", begun at " + record.startedAt());
        Executions executions = both.region().executions();
        try (Progress progress = new Progress(out, context.clock())) {
            if (request.unplanned()
                    && executions.find("activate", record.execution()).isEmpty()) {
                FaultRecord there =
                        FaultFiles.read(context.faults(), files.directory(), request.project(), request.peer());
                both.peer().fault(both.peer().runbook()).put(there); // perhaps the half of it was
            }
            String execution = executions.start("activate", record.execution(), record.input());
            ExecutionState ended = context.watcher(executions, progress, context.clock())
                    .follow(execution)
                    .state();
            out.println("activate ended: " + ended.sentence());
            tellLosses();
            err.println(
                    "drlab: drill: nobody watched the clients from the interruption on, so recovery was not measured;"
                            + " repeat the drill with another --report-dir");
            return ended.succeeded() ? ExitCode.COULD_NOT_RUN : ExitCode.TARGET_MISSED;
        }
    }

    private void tellLosses() throws InterruptedException {
        if (!Files.exists(files.ledger())) {
            return;
        }
        try {
            Report.Http http = new ItemLookup(request.url(), context.waits().silence())
                    .account(HttpLedger.read(files.ledger()))
                    .http();
            out.println("HTTP: " + http.acked() + " acknowledged before the interruption, " + http.lost() + " lost, "
                    + http.unaccounted() + " not accounted for");
        } catch (IOException e) {
            err.println("drlab: drill: " + e.getMessage());
        }
    }
}
