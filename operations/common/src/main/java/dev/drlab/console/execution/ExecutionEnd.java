package dev.drlab.console.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Failure;
import dev.drlab.contract.machine.ActivateOutput;
import dev.drlab.contract.machine.DivergenceAnswer;
import dev.drlab.contract.machine.ReprotectOutput;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says how an execution ended, and what to run next. */
public final class ExecutionEnd {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Place place;
    private final ExecutionRequest request;

    /** For an execution of {@code request} at the place. */
    public ExecutionEnd(PrintWriter out, PrintWriter err, Place place, ExecutionRequest request) {
        this.out = out;
        this.err = err;
        this.place = place;
        this.request = request;
    }

    /** For one that succeeded with that output; the exit code. */
    public int succeeded(JsonNode output) {
        boolean activated = request.verb().equals(ExecutionRequest.ACTIVATE);
        List<String> sentences = activated
                ? activated(request.region(), new ActivateOutput(output))
                : rebuilt(request.region(), new ReprotectOutput(output));
        out.print(request.verb() + " SUCCEEDED: ");
        sentences.forEach(out::println);
        if (activated) {
            out.println("next: " + new NextStep(place, request).afterActivate());
        }
        return ExitCode.TARGETS_MET;
    }

    /** For one that ended with that status and, perhaps empty, error and cause; the exit code. */
    public int failed(String status, String error, String cause) {
        String message = Failure.message(cause);
        err.println(place.prefix() + request.verb() + " " + status + " in " + request.region() + ": " + error
                + (message.isEmpty() ? "" : ": " + message));
        err.println("next: " + new NextStep(place, request).afterFailure(error));
        return ExitCode.TARGET_MISSED;
    }

    private static List<String> activated(String region, ActivateOutput output) {
        List<String> sentences = new ArrayList<>();
        String writable = output.writableAfterSeconds().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; it took writes %.1f s after the beginning",
                        output.writableAfterSeconds().getAsDouble())
                : "";
        sentences.add(region + " is the writer at epoch " + output.epoch() + writable + ".");
        output.fence()
                .ifPresent(fence ->
                        sentences.add("The other region: record " + fence.record() + "; database " + fence.database()));
        output.warnings().forEach(warning -> sentences.add("Warning: " + warning));
        return sentences;
    }

    private static List<String> rebuilt(String region, ReprotectOutput output) {
        List<String> sentences = new ArrayList<>();
        sentences.add(region + (output.alreadyProtected() ? " was" : " is") + " the standby of " + output.peer()
                + " at epoch " + output.epoch()
                + (output.alreadyProtected() ? " already; nothing was changed." : "."));
        output.snapshot().ifPresent(name -> sentences.add("The old database is kept as snapshot " + name + "."));
        output.kept().ifPresent(name -> sentences.add("The old database is kept as instance " + name + "."));
        if (output.divergence().asked()) {
            sentences.add("Divergence: " + items(output.divergence()) + "; by its WAL: "
                    + output.divergence().wal().summary() + ".");
        }
        output.warnings().forEach(warning -> sentences.add("Warning: " + warning));
        return sentences;
    }

    /**
     * Rows of drlab's own tables that only the old database had.
     * Without {@code items} the account was not taken or not saved: not known is never told as none.
     */
    private static String items(DivergenceAnswer divergence) {
        if (divergence.items().isEmpty()) {
            return "not known: " + divergence.reason().orElse("the agent did not say why");
        }
        return divergence.items().get() + " items and "
                + divergence.canaries().map(Object::toString).orElse("an unknown number of")
                + " canaries only in the old database"
                + (divergence.list().isEmpty() ? "" : ", listed in " + divergence.list());
    }
}
