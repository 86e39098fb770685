package dev.drlab.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A machine's fitness for some purposes.
 *
 * @param purposes what it is to be used for; what other purposes need is shown and not held against it
 * @param findings everything that was looked at
 */
public record Diagnosis(Set<Purpose> purposes, List<Finding> findings) {
    /** Copies both. */
    public Diagnosis {
        purposes = Set.copyOf(purposes);
        findings = List.copyOf(findings);
    }

    /** Whether everything that a purpose needs was seen; what could not be looked at was not. */
    public boolean complete() {
        return needed(Level.MISSING).isEmpty() && needed(Level.UNKNOWN).isEmpty();
    }

    private List<String> needed(Level level) {
        return findings.stream()
                .filter(finding -> finding.observation().level() == level && isNeeded(finding))
                .map(Finding::id)
                .toList();
    }

    private boolean isNeeded(Finding finding) {
        return finding.purpose() == Purpose.ANY || purposes.contains(finding.purpose());
    }

    /** A line a finding, with cost and remedy below what is not well, and the verdict last. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            Observation observation = finding.observation();
            line(text, observation.level().id(), finding.id(), finding.purpose().id(), observation.found());
            if (observation.level() != Level.OK) {
                line(text, "", "", "", "costs: " + observation.cost());
                line(text, "", "", "", "mend:  " + observation.mend());
            }
        }
        return text.append(System.lineSeparator())
                .append(verdict())
                .append(System.lineSeparator())
                .toString();
    }

    private static void line(StringBuilder text, String level, String id, String purpose, String what) {
        text.append(String.format(Locale.ROOT, "%-8s %-18s %-7s %s", level, id, purpose, what)
                        .stripTrailing())
                .append(System.lineSeparator());
    }

    private String verdict() {
        String asked = purposes.stream()
                .sorted()
                .map(purpose -> purpose.id() + " (" + purpose.commands() + ")")
                .collect(Collectors.joining(", "));
        if (complete()) {
            return "Nothing is missing for: " + asked;
        }
        List<String> missing = needed(Level.MISSING);
        List<String> unknown = needed(Level.UNKNOWN);
        return (missing.isEmpty() ? "Not known for " : "Missing for ") + asked + ": "
                + String.join(", ", missing.isEmpty() ? unknown : missing)
                + (missing.isEmpty() || unknown.isEmpty() ? "" : "; not known: " + String.join(", ", unknown));
    }

    /** The same for programs. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode asked = json.putArray("purposes");
        purposes.stream().sorted().map(Purpose::id).forEach(asked::add);
        json.put("complete", complete());
        ArrayNode all = json.putArray("findings");
        for (Finding finding : findings) {
            Observation observation = finding.observation();
            ObjectNode one = all.addObject()
                    .put("id", finding.id())
                    .put("purpose", finding.purpose().id())
                    .put("needed", isNeeded(finding))
                    .put("level", observation.level().id())
                    .put("found", observation.found());
            if (observation.level() != Level.OK) {
                one.put("cost", observation.cost()).put("mend", observation.mend());
            }
        }
        return json;
    }
}
