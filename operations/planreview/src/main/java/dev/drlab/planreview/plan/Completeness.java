package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Whether each managed resource that a plan knows of has its change. Terraform lists one for each, if only {@code no-op}: a
 * resource of the planned values or of the prior state without one was left out by whoever wrote the JSON, and a deletion
 * would be among what is not seen. Of a deletion only the prior state tells. So that has to be there, with each object that
 * a change starts from; Terraform leaves it out only where the state is empty.
 *
 * @see <a href="https://github.com/hashicorp/terraform/blob/v1.11.4/internal/command/jsonplan/plan.go">Marshal</a>
 */
final class Completeness {
    private static final int NAMED = 3;
    private static final List<String> IDENTITY = List.of("address", "mode", "type", "name", "deposed_key");

    private Completeness() {}

    /** Why the plan is not whole, in a phrase; empty if it is. */
    static List<String> gaps(JsonNode plan) {
        // Before 1.0 a state's addresses have neither module nor index.
        boolean full = !plan.path("format_version").asText().startsWith("0");
        List<String> gaps = new ArrayList<>();
        if (full) {
            priorGap(plan).ifPresent(gaps::add);
        }
        Set<String> told = new HashSet<>();
        for (JsonNode change : plan.path("resource_changes")) {
            String deposed = change.path("deposed").asText("");
            told.add(full ? key(change.path("address").asText(), deposed) : typeAndName(change));
            told.add(key(change.path("previous_address").asText(), deposed));
        }
        Set<String> untold = new TreeSet<>();
        for (JsonNode module : List.of(planned(plan), prior(plan))) {
            managed(module, resource -> {
                String deposed = resource.path("deposed_key").asText("");
                String address = resource.path("address").asText();
                if (!told.contains(full ? key(address, deposed) : typeAndName(resource))) {
                    untold.add(deposed.isEmpty() ? address : address + " (deposed)");
                }
            });
        }
        if (!untold.isEmpty()) {
            gaps.add("it does not say what becomes of " + names(untold));
        }
        return gaps;
    }

    /** What a plan says to be there already, and its prior state does not have. */
    private static Optional<String> priorGap(JsonNode plan) {
        Set<String> prior = new HashSet<>();
        managed(
                prior(plan),
                resource -> prior.add(key(
                        resource.path("address").asText(),
                        resource.path("deposed_key").asText(""))));
        Set<String> missing = new TreeSet<>();
        managed(plan.path("resource_changes"), change -> {
            String address = change.path("address").asText();
            String deposed = change.path("deposed").asText("");
            if (change.path("change").path("before").isObject()
                    && !prior.contains(key(address, deposed))
                    && !prior.contains(key(change.path("previous_address").asText(), deposed))) {
                missing.add(deposed.isEmpty() ? address : address + " (deposed)");
            }
        });
        if (!missing.isEmpty()) {
            return Optional.of("its prior state does not have " + names(missing)
                    + ", so that what else it had, and would be destroyed, cannot be told");
        }
        return !hasPrior(plan) && saysSomethingWasThere(plan)
                ? Optional.of("its prior state was left out, so that what would be destroyed cannot be told")
                : Optional.empty();
    }

    /** Outputs that have a value, or objects that stay though they were changed outside of Terraform. */
    private static boolean saysSomethingWasThere(JsonNode plan) {
        List<JsonNode> found = new ArrayList<>();
        plan.path("output_changes").forEach(output -> {
            if (!output.path("before").isMissingNode() && !output.path("before").isNull()) {
                found.add(output);
            }
        });
        managed(plan.path("resource_drift"), drift -> {
            if (drift.path("change").path("after").isObject()) {
                found.add(drift);
            }
        });
        return !found.isEmpty();
    }

    private static boolean hasPrior(JsonNode plan) {
        return plan.path("prior_state").path("values").isObject();
    }

    /** True if the planned values have a managed resource. */
    static boolean plansResources(JsonNode plan) {
        List<JsonNode> found = new ArrayList<>();
        managed(planned(plan), found::add);
        return !found.isEmpty();
    }

    /**
     * The same planned values and prior state, with nothing of a resource but what tells it from others. A prior state that
     * is not there is not made up: an empty one would say that nothing was there.
     */
    static void keepIdentities(ObjectNode plan) {
        plan.set("planned_values", identities(planned(plan)));
        if (hasPrior(plan)) {
            ObjectNode prior = identities(prior(plan));
            plan.putObject("prior_state").set("values", prior);
        } else {
            plan.remove("prior_state");
        }
    }

    private static ObjectNode identities(JsonNode module) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        ArrayNode resources = values.putObject("root_module").putArray("resources");
        managed(module, resource -> {
            ObjectNode kept = resources.addObject();
            IDENTITY.stream()
                    .filter(member -> resource.path(member).isTextual())
                    .forEach(member -> kept.set(member, resource.path(member)));
        });
        return values;
    }

    private static JsonNode planned(JsonNode plan) {
        return plan.path("planned_values").path("root_module");
    }

    private static JsonNode prior(JsonNode plan) {
        return plan.path("prior_state").path("values").path("root_module");
    }

    private static void managed(JsonNode module, Consumer<JsonNode> resource) {
        for (JsonNode each : module.isArray() ? module : module.path("resources")) {
            if (!each.path("mode").asText("managed").equals("data")) {
                resource.accept(each);
            }
        }
        module.path("child_modules").forEach(child -> managed(child, resource));
    }

    private static String key(String address, String deposed) {
        return address + " " + deposed;
    }

    private static String typeAndName(JsonNode resource) {
        return resource.path("type").asText() + "." + resource.path("name").asText();
    }

    private static String names(Set<String> untold) {
        List<String> first = untold.stream().limit(NAMED).toList();
        return String.join(", ", first) + (untold.size() > NAMED ? " and " + (untold.size() - NAMED) + " more" : "");
    }
}
