package dev.drlab.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.console.DivergenceText;
import dev.drlab.console.ExitCode;
import dev.drlab.console.Failure;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Says how an execution ended, and what to run next. */
final class ResultPrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Plan plan;

    ResultPrinter(PrintWriter out, PrintWriter err, Plan plan) {
        this.out = out;
        this.err = err;
        this.plan = plan;
    }

    /** The exit code. {@code refused} is why AWS no longer takes the credentials, if that is why the run was stopped. */
    int print(ExecutionResult result, Optional<String> refused) {
        return switch (result.status()) {
            case SUCCEEDED -> succeeded(result);
            case FAILED, TIMED_OUT -> failed(result);
            case ABORTED -> aborted(refused);
        };
    }

    private int succeeded(ExecutionResult result) {
        JsonNode output = result.output().orElseThrow();
        boolean activated = plan.request().verb().equals(ExecutionRequest.ACTIVATE);
        out.println();
        out.println(plan.request().verb() + " SUCCEEDED: " + plan.request().region()
                + (activated ? " is the writer" : " is the standby"));
        fact("epoch", output.path("epoch").asText());
        if (activated) {
            fact("writable", output.path("writableAfterSeconds").asText() + " s after the incident's start");
        }
        for (String field : new String[] {"fence", "snapshot", "alreadyProtected"}) {
            if (output.hasNonNull(field)) {
                fact(field, text(output.get(field)));
            }
        }
        if (output.hasNonNull("divergence")) {
            fact("divergence", DivergenceText.items(output.get("divergence")));
            fact("by its WAL", DivergenceText.byWal(output.get("divergence")));
        }
        fact("warnings", output.path("warnings").isEmpty() ? "none" : "");
        output.path("warnings").forEach(warning -> out.println("    " + warning.asText()));
        fact(
                "took",
                String.format(
                        Locale.ROOT,
                        "%.1f s",
                        Duration.between(result.startedAt(), result.endedAt()).toMillis() / 1000.0));
        fact("journal", plan.journal().toString());
        if (activated) {
            fact("next", NextStep.afterActivate());
        }
        return ExitCode.TARGETS_MET;
    }

    private void fact(String name, String value) {
        out.println(String.format("  %-16s %s", name, value).stripTrailing());
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private int failed(ExecutionResult result) {
        String error = result.error().orElse("");
        err.println("drlab: break-glass: " + plan.request().verb() + " " + result.status() + " in "
                + plan.request().region() + ": " + error
                + result.cause().map(cause -> ": " + Failure.message(cause)).orElse(""));
        err.println("journal: " + plan.journal());
        err.println("next: " + NextStep.after(error, plan.request()));
        return ExitCode.TARGET_MISSED;
    }

    private int aborted(Optional<String> refused) {
        err.println("drlab: break-glass: " + plan.request().verb() + " was stopped in "
                + plan.request().region() + " before its end"
                + refused.map(why -> ": AWS refuses these credentials by now (" + why + "); renew them")
                        .orElse("")
                + "; a call that was under way may still take effect");
        err.println("its lock stays until its lease is over; resume takes it again");
        printHowToResume();
        return ExitCode.COULD_NOT_RUN;
    }

    /** The command that goes on with the journal. */
    void printHowToResume() {
        err.println("resume it: "
                + Session.resumeCommand(plan.journal(), plan.request().function()));
    }
}
