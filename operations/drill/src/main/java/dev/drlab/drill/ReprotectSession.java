package dev.drlab.drill;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.Consent;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Progress;
import dev.drlab.console.Shell;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.drill.cloud.DrillCloud;
import dev.drlab.drill.cloud.ExecutionState;
import dev.drlab.drill.cloud.Executions;
import dev.drlab.drill.files.DrillFiles;
import dev.drlab.drill.files.DrillNames;
import dev.drlab.drill.files.DrillRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One command line for {@code reprotect}: started, or gone on with, and followed to its end. */
public final class ReprotectSession {
    private static final String VERB = "reprotect";

    private final DrillContext context;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Request request;
    private final Consent consent;

    /** With {@code yes} nobody is asked. */
    public ReprotectSession(DrillContext context, PrintWriter out, PrintWriter err, Request request, boolean yes) {
        this.context = context;
        this.out = out;
        this.err = err;
        this.request = request;
        this.consent = new Consent(context.terminal(), out, yes);
    }

    /**
     * The rebuilding that is asked for.
     *
     * @param region the region
     * @param peer the active one
     * @param directory for its record
     * @param project {@code projectName} of the stacks
     * @param reason for the record
     */
    public record Request(String region, String peer, Path directory, String project, String reason) {
        /** @throws NullPointerException if a component is null */
        public Request {
            Objects.requireNonNull(region, "region");
            Objects.requireNonNull(peer, "peer");
            Objects.requireNonNull(directory, "directory");
            Objects.requireNonNull(project, "project");
            Objects.requireNonNull(reason, "reason");
        }

        String input() {
            return ReprotectInput.of(reason).json().toString();
        }

        String command() {
            return Shell.line(List.of(
                    "./drlab",
                    "drill",
                    VERB,
                    region,
                    "--peer",
                    peer,
                    "--report-dir",
                    directory.toString(),
                    "--project",
                    project,
                    "--reason",
                    reason));
        }
    }

    /** Runs it; the exit code. */
    public int run() {
        try {
            RegionPair.requireRegions(request.region(), request.peer());
            DrillFiles files = DrillFiles.in(request.directory());
            consent.requirePossible();
            DrillCloud cloud = context.cloud().apply(request.project());
            try (RegionPair both = RegionPair.open(cloud, request.region(), request.peer(), out)) {
                return follow(both, begun(files, both));
            }
        } catch (CannotRunException e) {
            err.println("drlab: drill: " + e.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private DrillRecord begun(DrillFiles files, RegionPair both) throws CannotRunException {
        Optional<RegionPair.Begun> begun = both.begun(files, VERB, VERB, request.project(), out);
        if (begun.isPresent()) {
            tell(begun.get());
            return begun.get().record();
        }
        consent.require(
                List.of(
                        "about to rebuild a region of a real deployment as the standby:",
                        "  account     " + both.identity().account() + " as "
                                + both.identity().arn(),
                        "  region      " + request.region()
                                + ", whose old database is removed at the end; a snapshot is kept",
                        "  active      " + request.peer(),
                        "  reason      " + request.reason()),
                request.region());
        DrillRecord record = DrillNames.record(
                VERB,
                request.region(),
                request.peer(),
                both.identity(),
                request.project(),
                request.input(),
                context.clock().instant());
        try {
            files.keep(record);
        } catch (IOException e) {
            throw new CannotRunException("cannot write to " + files.directory() + ": " + e.getMessage(), e);
        }
        return record;
    }

    private void tell(RegionPair.Begun begun) {
        DrillRecord record = begun.record();
        out.println(begun.state()
                .flatMap(ExecutionState::endedAt)
                .map(end -> record.execution() + " has come to its end already, at " + end + "; what has become of "
                        + request.region()
                        + " since is not looked at; to rebuild it once more name another --report-dir")
                .orElseGet(() -> "goes on with " + record.execution() + ", begun at " + record.startedAt()));
    }

    private int follow(RegionPair both, DrillRecord record) throws CannotRunException {
        String goesOn = record.execution() + " goes on in Step Functions; to follow it again: " + request.command();
        return new Watch(err, goesOn).run(() -> {
            try (Progress progress = new Progress(out, context.clock())) {
                Executions executions = both.region().executions();
                String execution = executions.start(VERB, record.execution(), record.input());
                out.println("reprotect in " + request.region() + ": " + execution);
                out.flush();
                return ended(context.watcher(executions, progress, context.clock())
                        .follow(execution)
                        .state());
            }
        });
    }

    private int ended(ExecutionState state) {
        if (!state.succeeded()) {
            err.println("drlab: drill: reprotect " + state.sentence());
            return ExitCode.TARGET_MISSED;
        }
        out.println("reprotect SUCCEEDED: " + request.region() + " was made the standby of " + request.peer());
        out.println(state.output().orElse("{}"));
        out.flush();
        return ExitCode.TARGETS_MET;
    }
}
