package dev.drlab.cli.breakglass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.cli.Shell;
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
record Order(String verb, String region, JsonNode input, Optional<String> function) {
    static final String ACTIVATE = "activate";
    static final String REPROTECT = "reprotect";

    /** Refuses nulls. */
    Order {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(function, "function");
    }

    /** Makes the region the writer. */
    static Order activate(
            String region,
            String mode,
            String reason,
            Optional<Instant> incidentStartedAt,
            boolean force,
            Optional<String> function) {
        ObjectNode input =
                JsonNodeFactory.instance.objectNode().put("mode", mode).put("reason", reason);
        incidentStartedAt.ifPresent(at -> input.put("incidentStartedAt", at.toString()));
        flag(input, "force", force);
        return new Order(ACTIVATE, region, input, function);
    }

    /** Makes the region the standby. */
    static Order reprotect(String region, String reason, boolean force, boolean rebuild, Optional<String> function) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("reason", reason);
        flag(input, "force", force);
        flag(input, "rebuild", rebuild);
        return new Order(REPROTECT, region, input, function);
    }

    private static void flag(ObjectNode input, String field, boolean value) {
        if (value) {
            input.put(field, true);
        }
    }

    /** The mode, for people: {@code activate, mode planned}. */
    String title() {
        return input.has("mode") ? verb + ", mode " + input.path("mode").asText() : verb;
    }

    /** The command that runs it, as the shell takes it; {@code more} are options to add. */
    String command(String... more) {
        List<String> words = new ArrayList<>(List.of("./drlab", "break-glass", verb, region));
        option(words, "mode", "--mode");
        option(words, "reason", "--reason");
        option(words, "incidentStartedAt", "--incident-started-at");
        for (String name : List.of("force", "rebuild")) {
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
