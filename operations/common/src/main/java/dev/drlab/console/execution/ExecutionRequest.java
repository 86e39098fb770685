package dev.drlab.console.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An execution that is to be run.
 *
 * @param verb name of the definition: {@code activate} or {@code reprotect}
 * @param region the region that it acts on
 * @param input of the execution; the definition checks it again
 */
public record ExecutionRequest(String verb, String region, JsonNode input) {
    /** The verb that makes a region the writer. */
    public static final String ACTIVATE = "activate";

    /** The verb that makes a region the standby. */
    public static final String REPROTECT = "reprotect";

    /** @throws NullPointerException if a component is null */
    public ExecutionRequest {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(input, "input");
    }

    /** Makes the region the writer. */
    public static ExecutionRequest activate(String region, ActivateInput input) {
        return new ExecutionRequest(ACTIVATE, region, input.json());
    }

    /** Makes the region the standby. */
    public static ExecutionRequest reprotect(String region, ReprotectInput input) {
        return new ExecutionRequest(REPROTECT, region, input.json());
    }

    /** The mode, for people: {@code activate, mode planned}. */
    public String title() {
        return input.has(ActivateInput.MODE)
                ? verb + ", mode " + input.path(ActivateInput.MODE).asText()
                : verb;
    }

    /** The words of the command that runs it; {@code more} are options to add. */
    List<String> words(String... more) {
        List<String> words = new ArrayList<>(List.of(verb, region));
        option(words, ActivateInput.MODE, "--mode");
        option(words, ActivateInput.REASON, "--reason");
        option(words, ActivateInput.INCIDENT_STARTED_AT, "--incident-started-at");
        for (String name : List.of(ActivateInput.FORCE, ReprotectInput.REBUILD)) {
            if (input.path(name).asBoolean()) {
                words.add("--" + name);
            }
        }
        words.addAll(List.of(more));
        return words;
    }

    private void option(List<String> words, String field, String option) {
        if (input.has(field)) {
            words.addAll(List.of(option, input.path(field).asText()));
        }
    }
}
