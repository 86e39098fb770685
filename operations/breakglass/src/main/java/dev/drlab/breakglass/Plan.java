package dev.drlab.breakglass;

import dev.drlab.console.execution.ExecutionRequest;
import dev.drlab.region.Identity;
import dev.drlab.statemachine.runner.JournalSummary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The run that is about to begin.
 *
 * @param request what, and where
 * @param function the agent's function, when it is another than the runbook's
 * @param identity by whom
 * @param sha256 of the definition's bytes, as Step Functions has them; lower-case hex
 * @param journal where it is written down
 * @param begun the execution to go on with; empty for a new one
 */
record Plan(
        ExecutionRequest request,
        Optional<String> function,
        Identity identity,
        String sha256,
        Path journal,
        Optional<JournalSummary> begun) {
    /** @throws NullPointerException if a component is null */
    Plan {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(begun, "begun");
    }

    /** For people, one fact a line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("about to run a state machine from here, not in Step Functions:");
        fact(lines, "account", identity.account() + " as " + identity.arn());
        fact(lines, "region", request.region());
        fact(lines, "verb", request.title());
        fact(lines, "input", request.input().toString());
        fact(lines, "definition", request.verb() + ".asl.json, SHA-256 " + sha256);
        fact(lines, "agent", function.map(name -> "function " + name).orElse("the function that the runbook names"));
        fact(lines, "journal", journal.toString());
        begun.ifPresent(summary -> {
            fact(lines, "execution", summary.execution() + ", started at " + summary.startedAt());
            fact(
                    lines,
                    "goes on",
                    summary.next()
                            .map(state -> "with " + state)
                            .orElse("where it was: no state had been completed, or all"));
        });
        return lines;
    }

    private static void fact(List<String> lines, String name, String value) {
        lines.add(String.format("  %-11s %s", name, value));
    }
}
