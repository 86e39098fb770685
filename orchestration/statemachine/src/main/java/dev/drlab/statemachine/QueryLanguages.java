package dev.drlab.statemachine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * Says once that a machine, or one of its states, is not in JSONata. Every further finding in such a machine would be
 * about a language that it is not written in.
 */
final class QueryLanguages {
    private static final String FIELD = "QueryLanguage";
    private static final String JSONATA = "JSONata";

    private QueryLanguages() {}

    static Optional<Finding> otherThanJsonata(JsonNode root) {
        String language = root.path(FIELD).asText("JSONPath"); // what Step Functions takes when the field is not there
        if (!language.equals(JSONATA)) {
            return Optional.of(finding("", "the machine is in " + language));
        }
        return inStates("", root);
    }

    private static Optional<Finding> inStates(String prefix, JsonNode graph) {
        for (Map.Entry<String, JsonNode> state : graph.path("States").properties()) {
            String path = prefix + "States." + state.getKey() + ".";
            String language = state.getValue().path(FIELD).asText(JSONATA);
            if (!language.equals(JSONATA)) {
                return Optional.of(finding(path, "the state is in " + language));
            }
            JsonNode branches = state.getValue().path("Branches");
            for (int i = 0; i < branches.size(); i++) {
                Optional<Finding> inBranch = inStates(path + "Branches[" + i + "].", branches.get(i));
                if (inBranch.isPresent()) {
                    return inBranch;
                }
            }
        }
        return Optional.empty();
    }

    private static Finding finding(String path, String what) {
        return new Finding(
                path + FIELD,
                Rules.QUERY_LANGUAGE,
                what + "; the runner runs JSONata only, so QueryLanguage must be JSONata; nothing else was checked");
    }
}
