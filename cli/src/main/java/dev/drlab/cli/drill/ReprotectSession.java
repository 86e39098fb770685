package dev.drlab.cli.drill;

import dev.drlab.cli.CtrlC;
import dev.drlab.cli.ExitCode;
import dev.drlab.cli.OneLine;
import dev.drlab.cli.Shell;
import dev.drlab.cli.breakglass.CannotRunException;
import dev.drlab.cli.breakglass.Consent;
import dev.drlab.cli.breakglass.Progress;
import dev.drlab.contract.machine.ReprotectInput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** One command line for {@code reprotect}: started, or gone on with, and followed to its end. */
final class ReprotectSession {
    private static final String VERB = "reprotect";

    private final Surroundings surroundings;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Order order;
    private final Consent consent;

    /** With {@code yes} nobody is asked. */
    ReprotectSession(Surroundings surroundings, PrintWriter out, PrintWriter err, Order order, boolean yes) {
        this.surroundings = surroundings;
        this.out = out;
        this.err = err;
        this.order = order;
        this.consent = new Consent(surroundings.terminal(), out, yes);
    }

    /**
     * What is to be rebuilt.
     *
     * @param region the region
     * @param peer the active one
     * @param directory for its record
     * @param project {@code projectName} of the stacks
     * @param reason for the record
     */
    record Order(String region, String peer, Path directory, String project, String reason) {
        /** Refuses nulls. */
        Order {
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
    int run() {
        try {
            Both.requireRegions(order.region(), order.peer());
            DrillFiles files = DrillFiles.in(order.directory());
            consent.requirePossible();
            DrillCloud cloud = surroundings.cloud().apply(order.project());
            try (Both both = Both.open(cloud, order.region(), order.peer(), out)) {
                return follow(both, begun(files, both));
            }
        } catch (CannotRunException e) {
            err.println("drlab: drill: " + e.getMessage());
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private DrillRecord begun(DrillFiles files, Both both) throws CannotRunException {
        Optional<DrillRecord> begun = files.record();
        if (begun.isPresent()) {
            Both.requireSame(files, begun.get(), VERB, order.region(), order.peer(), both.identity(), order.project());
            Optional<ExecutionState> state =
                    both.region().executions().find(VERB, begun.get().execution());
            if (state.filter(ExecutionState::failed).isEmpty()) {
                out.println("goes on with " + begun.get().execution() + ", begun at "
                        + begun.get().startedAt());
                return begun.get();
            }
            out.println("the attempt before, " + begun.get().execution() + ", "
                    + state.get().sentence() + "; this is another one");
            files.setAside(begun.get());
        }
        consent.require(
                List.of(
                        "about to rebuild a region of a real deployment as the standby:",
                        "  account     " + both.identity().account() + " as "
                                + both.identity().arn(),
                        "  region      " + order.region()
                                + ", whose old database is removed at the end; a snapshot is kept",
                        "  active      " + order.peer(),
                        "  reason      " + order.reason()),
                order.region());
        DrillRecord record = DrillNames.record(
                VERB,
                order.region(),
                order.peer(),
                both.identity(),
                order.project(),
                order.input(),
                surroundings.clock().instant());
        try {
            files.keep(record);
        } catch (IOException e) {
            throw new CannotRunException("cannot write to " + files.directory() + ": " + e.getMessage(), e);
        }
        return record;
    }

    private int follow(Both both, DrillRecord record) {
        String goesOn = record.execution() + " goes on in Step Functions; to follow it again: " + order.command();
        Thread self = Thread.currentThread();
        try (CtrlC ctrlC = new CtrlC(self::interrupt, "drill: it did not end in time; " + goesOn)) {
            int code = followed(both, record, goesOn);
            ctrlC.finish(code);
            return code;
        }
    }

    private int followed(Both both, DrillRecord record, String goesOn) {
        try (Progress progress = new Progress(out, surroundings.clock())) {
            Executions executions = both.region().executions();
            String execution = executions.start(VERB, record.execution(), record.input());
            out.println("reprotect in " + order.region() + ": " + execution);
            out.flush();
            ExecutionState state = new Watcher(
                            executions,
                            progress,
                            surroundings.clock(),
                            surroundings.pace().look())
                    .follow(execution)
                    .state();
            return ended(state);
        } catch (InterruptedException e) {
            return stopped(goesOn);
        } catch (SdkException e) {
            if (Thread.interrupted()) { // as the SDK tells it
                return stopped(goesOn);
            }
            err.println("drlab: drill: " + OneLine.of(e) + "; " + goesOn);
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private int ended(ExecutionState state) {
        if (!state.succeeded()) {
            err.println("drlab: drill: reprotect " + state.sentence());
            return ExitCode.TARGET_MISSED;
        }
        out.println("reprotect SUCCEEDED: " + order.region() + " is the standby of " + order.peer());
        out.println(state.output().orElse("{}"));
        out.flush();
        return ExitCode.TARGETS_MET;
    }

    private int stopped(String goesOn) {
        err.println("drlab: drill: stopped watching; " + goesOn);
        return ExitCode.INTERRUPTED;
    }
}
