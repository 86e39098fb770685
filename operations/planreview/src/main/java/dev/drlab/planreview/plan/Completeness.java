package dev.drlab.planreview.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Whether each managed resource that a plan knows of has its change. Terraform lists one for each, if only {@code no-op}: a
 * resource of the planned values or of the prior state without one was left out by whoever wrote the JSON, and a deletion
 * would be among what is not seen.
 */
final class Completeness {
    private static final int NAMED = 3;
    private static final List<String> IDENTITY = List.of("address", "mode", "type", "name", "deposed_key");

    private Completeness() {}

    /** Why the plan is not whole, in a phrase; empty if it is. */
    static List<String> gaps(JsonNode plan) {
        // Before 1.0 a state's addresses have neither module nor index.
        boolean full = !plan.path("format_version").asText().startsWith("0");
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
        return untold.isEmpty() ? List.of() : List.of("it does not say what becomes of " + names(untold));
    }

    /** True if the planned values have a managed resource. */
    static boolean plansResources(JsonNode plan) {
        List<JsonNode> found = new ArrayList<>();
        managed(planned(plan), found::add);
        return !found.isEmpty();
    }

    /** The same planned values and prior state, with nothing of a resource but what tells it from others. */
    static void keepIdentities(ObjectNode plan) {
        ObjectNode planned = identities(planned(plan));
        ObjectNode prior = identities(prior(plan));
        plan.set("planned_values", planned);
        plan.putObject("prior_state").set("values", prior);
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
        for (JsonNode each : module.path("resources")) {
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
