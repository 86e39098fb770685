package dev.drlab.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.console.Shell;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is to be run, and where.
 *
 * @param verb name of the definition: {@code activate} or {@code reprotect}
 * @param region the region that it acts on
 * @param input of the execution; the definition checks it again
 * @param function the agent's function, when it is another than the runbook's
 */
public record ExecutionRequest(String verb, String region, JsonNode input, Optional<String> function) {
    static final String ACTIVATE = "activate";
    static final String REPROTECT = "reprotect";

    /** Refuses nulls. */
    public ExecutionRequest {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(function, "function");
    }

    /** Makes the region the writer. */
    public static ExecutionRequest activate(
            String region,
            String mode,
            String reason,
            Optional<Instant> incidentStartedAt,
            boolean force,
            Optional<String> function) {
        ActivateInput input = new ActivateInput(mode, reason, incidentStartedAt, force);
        return new ExecutionRequest(ACTIVATE, region, input.json(), function);
    }

    /** Makes the region the standby. */
    public static ExecutionRequest reprotect(
            String region, String reason, boolean force, boolean rebuild, Optional<String> function) {
        return new ExecutionRequest(REPROTECT, region, new ReprotectInput(reason, force, rebuild).json(), function);
    }

    /** The mode, for people: {@code activate, mode planned}. */
    String title() {
        return input.has(ActivateInput.MODE)
                ? verb + ", mode " + input.path(ActivateInput.MODE).asText()
                : verb;
    }

    /** The command that runs it, as the shell takes it; {@code more} are options to add. */
    String command(String... more) {
        List<String> words = new ArrayList<>(List.of("./drlab", "break-glass", verb, region));
        option(words, ActivateInput.MODE, "--mode");
        option(words, ActivateInput.REASON, "--reason");
        option(words, ActivateInput.INCIDENT_STARTED_AT, "--incident-started-at");
        for (String name : List.of(ActivateInput.FORCE, ReprotectInput.REBUILD)) {
            if (input.path(name).asBoolean()) {
                words.add("--" + name);
            }
        }
        function.ifPresent(name -> words.addAll(List.of("--function", name)));
        words.addAll(List.of(more));
        return Shell.line(words);
    }

    private void option(List<String> words, String field, String option) {
        if (input.has(field)) {
            words.addAll(List.of(option, input.path(field).asText()));
        }
    }
}
