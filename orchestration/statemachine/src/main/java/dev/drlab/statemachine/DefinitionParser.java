package dev.drlab.statemachine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import dev.drlab.statemachine.model.Machine;
import dev.drlab.statemachine.model.StateGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads a definition's text, and finds everything in it that the runner does not run. */
final class DefinitionParser {
    private static final ObjectMapper JSON =
            Json.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final Set<String> MACHINE_FIELDS =
            Set.of("Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version");
    private static final int MAX_TIMEOUT_SECONDS = 99_999_999;

    /**
     * @param machine present when the text is an object with states; it is only fit to run when there are no findings
     * @param findings in document order, structure before references
     */
    record Parsed(Optional<Machine> machine, List<Finding> findings) {}

    private DefinitionParser() {}

    static Parsed parse(String json) {
        List<Finding> findings = new ArrayList<>();
        Optional<JsonNode> root = tree(json, findings);
        Optional<Finding> otherLanguage = root.flatMap(QueryLanguages::otherThanJsonata);
        if (otherLanguage.isPresent()) {
            return new Parsed(Optional.empty(), List.of(otherLanguage.get()));
        }
        Optional<Machine> machine = root.map(node -> machine(node, findings));
        machine.ifPresent(m -> StaticChecks.check(m.graph(), findings));
        return new Parsed(machine, List.copyOf(findings));
    }

    private static Optional<JsonNode> tree(String json, List<Finding> findings) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node.isObject()) {
                return Optional.of(node);
            }
            findings.add(new Finding("", Rules.JSON, "a definition is a JSON object"));
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage();
            boolean duplicate = message != null && message.startsWith("Duplicate");
            findings.add(new Finding(
                    "",
                    duplicate ? Rules.DUPLICATE_KEY : Rules.JSON,
                    message + " at line " + e.getLocation().getLineNr()));
        }
        return Optional.empty();
    }

    private static Machine machine(JsonNode root, List<Finding> findings) {
        ObjectReader reader = new ObjectReader("", root, findings);
        reader.allowOnly(MACHINE_FIELDS, Rules.FIELD);
        if (reader.has("Version") && !reader.get("Version").asText().equals("1.0")) {
            reader.refuse("Version", Rules.VALUE, "Version must be 1.0");
        }
        StateGraph graph = new StateReader(findings).graph(reader);
        OptionalInt timeout = reader.integer("TimeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
        return new Machine(graph, timeout);
    }
}
