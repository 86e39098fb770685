package dev.drlab.breakglass;

import dev.drlab.console.Consent;
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
        lines.add(Consent.fact("account", identity.account() + " as " + identity.arn()));
        lines.add(Consent.fact("region", request.region()));
        lines.add(Consent.fact("verb", request.title()));
        lines.add(Consent.fact("input", request.input().toString()));
        lines.add(Consent.fact("definition", request.verb() + ".asl.json, SHA-256 " + sha256));
        lines.add(Consent.fact(
                "agent", function.map(name -> "function " + name).orElse("the function that the runbook names")));
        lines.add(Consent.fact("journal", journal.toString()));
        begun.ifPresent(summary -> {
            lines.add(Consent.fact("execution", summary.execution() + ", started at " + summary.startedAt()));
            lines.add(Consent.fact(
                    "goes on",
                    summary.next()
                            .map(state -> "with " + state)
                            .orElse("where it was: no state had been completed, or all")));
        });
        return lines;
    }
}
