package dev.drlab.breakglass;

import dev.drlab.console.ExitCode;
import dev.drlab.console.execution.ExecutionEnd;
import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.console.execution.Place;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says how an execution ended, where its journal is, and what to run next. */
final class ResultPrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Place place;
    private final ExecutionRequest request;
    private final Path journal;

    ResultPrinter(PrintWriter out, PrintWriter err, Place place, ExecutionRequest request, Path journal) {
        this.out = out;
        this.err = err;
        this.place = place;
        this.request = request;
        this.journal = journal;
    }

    /** The exit code. {@code refused} is why AWS no longer takes the credentials, if that is why the run was stopped. */
    int print(ExecutionResult result, Optional<String> refused) {
        ExecutionEnd end = new ExecutionEnd(out, err, place, request);
        return switch (result.status()) {
            case SUCCEEDED -> {
                out.println();
                int code = end.succeeded(result.output().orElseThrow());
                out.println(String.format(
                        Locale.ROOT,
                        "took %.1f s; journal: %s",
                        Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0,
                        journal));
                yield code;
            }
            case FAILED, TIMED_OUT -> {
                int code = end.failed(
                        result.status().name(),
                        result.error().orElse(""),
                        result.cause().orElse(""));
                err.println("journal: " + journal);
                yield code;
            }
            case ABORTED -> aborted(refused);
        };
    }

    private int aborted(Optional<String> refused) {
        err.println("drlab: break-glass: " + request.verb() + " was stopped in " + request.region() + " before its end"
                + refused.map(why -> ": AWS refuses these credentials by now (" + why + "); renew them")
                        .orElse("")
                + "; a call that was under way may still take effect");
        err.println("its lock stays until its lease is over; resume takes it again");
        printHowToResume();
        return ExitCode.COULD_NOT_RUN;
    }

    /** The command that goes on with the journal. */
    void printHowToResume() {
        err.println("resume it: " + place.command(List.of("resume", journal.toString())));
    }
}
