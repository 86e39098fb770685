package dev.drlab.breakglass;

import dev.drlab.console.CannotRunException;
import dev.drlab.console.Consent;
import dev.drlab.console.CtrlC;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Progress;
import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.console.execution.Place;
import dev.drlab.region.CloudRegion;
import dev.drlab.region.Identity;
import dev.drlab.region.RegionName;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.JournalException;
import dev.drlab.statemachine.runner.JournalSummary;
import dev.drlab.statemachine.runner.Runner;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** One run, from what is about to be done to the exit code. */
public final class Session {
    private final BreakGlassContext context;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Consent consent;
    private final Optional<String> function;
    private final Place place;

    /**
     * Prepares a run.
     *
     * @param yes whether nobody is asked
     * @param function the agent's function, when it is another than the runbook's
     */
    public Session(
            BreakGlassContext context, PrintWriter out, PrintWriter err, boolean yes, Optional<String> function) {
        this.context = context;
        this.out = out;
        this.err = err;
        this.consent = new Consent(context.terminal(), out, yes);
        this.function = function;
        this.place = new Place(
                "break-glass", function.map(name -> List.of("--function", name)).orElse(List.of()));
    }

    /** Runs {@code request} as a new execution; the exit code. */
    public int start(ExecutionRequest request, Optional<Path> named) {
        try {
            RegionName.require(request.region());
            String start = ExecutionName.start(
                    context.clock().instant(), context.random().nextInt());
            Path journal = named.orElseGet(
                    () -> context.journals().resolve(start + "-" + request.verb() + "-" + request.region() + ".jsonl"));
            requireNew(journal);
            consent.requirePossible();
            Definition definition = Definition.shipped(request.verb());
            try (CloudRegion region = context.cloud().region(request.region())) {
                Identity identity = identity(region, request.region());
                Plan plan = new Plan(request, function, identity, definition.sha256(), journal, Optional.empty());
                consent.require(plan.lines(), plan.request().region());
                ExecutionName name = new ExecutionName(request.verb(), request.region(), identity.account(), start);
                return execute(plan, definition, region, runner -> runner.run(name.text(), request.input(), journal));
            }
        } catch (CannotRunException | JournalException e) {
            return cannotRun(e);
        }
    }

    /** Goes on with the execution of {@code journal}; the exit code. */
    public int resume(Path journal) {
        try {
            JournalSummary summary = JournalSummary.read(journal);
            ExecutionName name = ExecutionName.parse(summary.execution())
                    .orElseThrow(() -> new CannotRunException("journal " + journal + ": its execution '"
                            + summary.execution() + "' was not started by break-glass, so it does not say in which"
                            + " region and account; resume it where it was started"));
            Definition definition = shipped(journal, name, summary);
            summary.requireResumableBy(definition);
            RegionName.require(name.region());
            consent.requirePossible();
            ExecutionRequest request = new ExecutionRequest(name.verb(), name.region(), summary.input());
            try (CloudRegion region = context.cloud().region(name.region())) {
                Identity identity = identity(region, name.region());
                if (!identity.account().equals(name.account())) {
                    throw new CannotRunException("journal " + journal + " is of account " + name.account()
                            + ", and these credentials are of " + identity.account() + "; choose others");
                }
                Plan plan = new Plan(request, function, identity, definition.sha256(), journal, Optional.of(summary));
                consent.require(plan.lines(), plan.request().region());
                new LockRefresh(summary, new DeployedAgent(region.lambda(), function), out).take();
                return execute(plan, definition, region, runner -> runner.resume(journal));
            }
        } catch (CannotRunException | JournalException e) {
            return cannotRun(e);
        }
    }

    private static Definition shipped(Path journal, ExecutionName name, JournalSummary summary)
            throws CannotRunException {
        if (!summary.definition().equals(name.verb())
                || !Set.of(ExecutionRequest.ACTIVATE, ExecutionRequest.REPROTECT)
                        .contains(name.verb())) {
            throw new CannotRunException("journal " + journal + ": is of '" + summary.definition()
                    + "'; break-glass runs " + ExecutionRequest.ACTIVATE + " and " + ExecutionRequest.REPROTECT);
        }
        return Definition.shipped(name.verb());
    }

    private void requireNew(Path journal) throws CannotRunException {
        try {
            if (Files.exists(journal) && Files.size(journal) > 0) {
                throw new CannotRunException("the journal " + journal + " exists already; name another, or go on with"
                        + " it: " + place.command(List.of("resume", journal.toString())));
            }
            Path directory = journal.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new CannotRunException(
                        "the journal " + journal + " cannot be written: no right to write in " + directory);
            }
        } catch (IOException e) {
            throw new CannotRunException(
                    "the journal " + journal + " cannot be written: " + e + "; name another with --journal", e);
        }
    }

    private Identity identity(CloudRegion region, String name) throws CannotRunException {
        out.println("asking STS in " + name + " whose credentials these are");
        out.flush();
        return region.identity();
    }

    private int execute(Plan plan, Definition definition, CloudRegion region, Function<Runner, ExecutionResult> start) {
        DeployedAgent agent = new DeployedAgent(region.lambda(), function);
        try (Progress progress = new Progress(out, context.clock())) {
            Runner runner = new Runner(definition, region.clients(), agent, progress);
            AtomicReference<String> refused = new AtomicReference<>();
            region.onCredentialsRefused(why -> {
                refused.compareAndSet(null, why);
                runner.cancel(); // a failure that is handled by the machine could not be resumed
            });
            try (CtrlC ctrlC =
                    new CtrlC(runner::cancel, "break-glass: the run did not end in time; its journal can be resumed")) {
                int code = finish(plan, progress, () -> start.apply(runner), refused::get);
                ctrlC.finish(code);
                return code;
            }
        }
    }

    private int finish(Plan plan, Progress progress, Supplier<ExecutionResult> run, Supplier<String> refused) {
        ResultPrinter printer = new ResultPrinter(out, err, place, plan.request(), plan.journal());
        try {
            return printer.print(run.get(), Optional.ofNullable(refused.get()));
        } catch (JournalException e) {
            cannotRun(e);
            if (progress
                    .hasBegun()) { // a full disk stops a run in the middle; a journal of another run is not this one's
                printer.printHowToResume();
            }
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private int cannotRun(Exception e) {
        err.println("drlab: break-glass: " + e.getMessage());
        return ExitCode.COULD_NOT_RUN;
    }
}
