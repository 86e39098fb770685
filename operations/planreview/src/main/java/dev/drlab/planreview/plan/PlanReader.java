package dev.drlab.planreview.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.drlab.contract.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads what {@code terraform show -json} writes for a saved plan, of any provider. Formats 0.x (Terraform 0.12 to 1.0) and
 * 1.x are read; another major version is refused, as the format's own rules ask.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON output format</a>
 */
public final class PlanReader {
    /** A number that no double holds would be compared as another. */
    static final JsonMapper MAPPER = Json.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String REMEDY = "make one with: terraform plan -out=plan.bin && terraform show -json plan.bin";

    private PlanReader() {}

    /**
     * The plan in a file.
     *
     * @throws PlanException if it is none, or one that cannot be judged
     */
    public static Plan read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new PlanException("there is no such file: " + REMEDY);
        } catch (IOException e) {
            throw new PlanException("it cannot be read (" + e + "): give a file that can be");
        }
        return of(stackOf(file), file.toString(), content);
    }

    /**
     * The plan in a text of JSON, in UTF-8 or with a byte order mark.
     *
     * @throws PlanException if it is none, or one that cannot be judged
     */
    public static Plan of(String stack, String file, byte[] content) {
        if (content.length > 1 && content[0] == 'P' && content[1] == 'K') {
            throw new PlanException(
                    "it is a plan in Terraform's own binary form: give what terraform show -json prints for it");
        }
        JsonNode json = parse(content);
        if (json == null || !json.isObject()) {
            throw new PlanException("it is not the JSON of a plan: " + REMEDY);
        }
        if (json.has("@level")) {
            throw new PlanException("it is the log that terraform plan -json prints: " + REMEDY);
        }
        requireVersion(json.path("format_version"));
        if (!json.path("planned_values").isObject()
                || !json.path("configuration").isObject()) {
            throw new PlanException(
                    json.has("values")
                            ? "it is a state and not a plan: " + REMEDY
                            : "it is not the JSON of a plan: " + REMEDY);
        }
        try {
            return plan(stack, file, json);
        } catch (ClassCastException | NumberFormatException e) {
            throw new PlanException("it is not built as a plan is (" + e.getMessage() + "): " + REMEDY);
        }
    }

    private static JsonNode parse(byte[] content) {
        try {
            return MAPPER.readTree(content);
        } catch (JsonProcessingException e) {
            String start = new String(content, 0, Math.min(content.length, 200), StandardCharsets.UTF_8);
            if (start.contains("\"@level\"")) {
                throw new PlanException("it is the log that terraform plan -json prints: " + REMEDY);
            }
            throw new PlanException("it is not JSON, or not all of it ("
                    + e.getOriginalMessage().replaceAll("\\s+", " ") + "): " + REMEDY);
        } catch (IOException e) {
            throw new PlanException("it is not text in UTF-8 (" + e.getMessage() + "): " + REMEDY);
        }
    }

    private static void requireVersion(JsonNode version) {
        if (!version.isTextual()) {
            throw new PlanException("it has no format_version, so it is not the JSON of a plan: " + REMEDY);
        }
        if (!version.asText().matches("[01](\\.\\d+)*")) {
            throw new PlanException(
                    "its format_version is \"" + version.asText()
                            + "\", and 0.x and 1.x are known here: use a drlab that knows it, until then read the plan yourself");
        }
    }

    private static Plan plan(String stack, String file, JsonNode json) {
        List<ResourceChange> changes = changes(json.path("resource_changes"), "resource_changes");
        List<ResourceChange> drift = changes(json.path("resource_drift"), "resource_drift");
        List<String> outputs = new ArrayList<>();
        json.path("output_changes").properties().forEach(output -> {
            if (action(output.getValue(), "output " + output.getKey()) != Action.NO_OP) {
                outputs.add(output.getKey());
            }
        });
        Map<String, String> failed = new TreeMap<>();
        for (JsonNode check : json.path("checks")) {
            String status = check.path("status").asText();
            if (status.equals("fail") || status.equals("error")) {
                failed.put(check.path("address").path("to_display").asText("?"), status);
            }
        }
        Configuration configuration = new Configuration(json.path("configuration"));
        Map<String, String> invocations = new TreeMap<>();
        for (JsonNode each : json.path("action_invocations")) {
            invocations.put(each.path("address").asText("?"), each.path("type").asText("?"));
        }
        if (changes.isEmpty() && Completeness.plansResources(json)) {
            throw new PlanException("its planned_values have resources, and its resource_changes none: " + REMEDY);
        }
        boolean changed = !outputs.isEmpty()
                || !invocations.isEmpty()
                || changes.stream().anyMatch(change -> change.action().changes());
        return new Plan(
                stack,
                file,
                json.path("terraform_version").asText(""),
                changes,
                drift,
                outputs,
                failed,
                configuration.region(),
                configuration.uses(),
                invocations,
                gaps(json, changed));
    }

    /** Terraform says the others since 1.8; what an older one does not say is not held against the plan. */
    private static List<String> gaps(JsonNode json, boolean changed) {
        List<String> gaps = new ArrayList<>();
        if (json.path("errored").asBoolean(false)) {
            gaps.add("planning ended with an error");
        }
        if (!json.path("complete").asBoolean(true)
                || !json.path("deferred_changes").isEmpty()
                || !json.path("deferred_action_invocations").isEmpty()) {
            gaps.add("changes are left out: planned with targets, or put off");
        } else {
            gaps.addAll(Completeness.gaps(json));
        }
        if (gaps.isEmpty() && changed && !json.path("applyable").asBoolean(true)) {
            gaps.add("it says that it cannot be applied, though something would change");
        }
        return gaps;
    }

    private static List<ResourceChange> changes(JsonNode list, String member) {
        if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
            throw new PlanException("its " + member + " are no list: " + REMEDY);
        }
        List<ResourceChange> changes = new ArrayList<>();
        for (JsonNode each : list) {
            changes.add(change(each, member));
        }
        return changes;
    }

    private static ResourceChange change(JsonNode json, String member) {
        String address = json.path("address").asText("");
        String type = json.path("type").asText("");
        if (address.isEmpty() || type.isEmpty()) {
            throw new PlanException("one of its " + member + " has no address or no type: " + REMEDY);
        }
        JsonNode body = json.path("change");
        Action action = action(body, address);
        requireValues(action, body, address);
        List<String> replacedFor = new ArrayList<>();
        for (JsonNode path : body.path("replace_paths")) {
            List<String> steps = new ArrayList<>();
            path.forEach(step -> steps.add(step.asText()));
            replacedFor.add(String.join(".", steps));
        }
        return new ResourceChange(
                address,
                optional(json.path("previous_address")),
                !json.path("mode").asText("managed").equals("data"),
                type,
                optional(json.path("deposed")),
                action,
                json.path("action_reason").asText(""),
                body.path("importing").isObject(),
                replacedFor,
                body);
    }

    /** Of a change without them every rule would find that nothing is lowered. */
    private static void requireValues(Action action, JsonNode change, String address) {
        boolean there = change.path("before").isObject();
        boolean later =
                change.path("after").isObject() || change.path("after_unknown").booleanValue();
        boolean hadOne = action == Action.UPDATE || action.destroys() || action.forgets();
        boolean hasOne = action == Action.UPDATE || action.makes();
        if ((hadOne && !there) || (hasOne && !later)) {
            throw new PlanException(
                    "it does not say what " + address + " is " + (hadOne && !there ? "now" : "to be") + ": " + REMEDY);
        }
    }

    private static Action action(JsonNode change, String what) {
        JsonNode actions = change.path("actions");
        if (!actions.isArray() || actions.isEmpty()) {
            throw new PlanException("it does not say what is done with " + what + ": " + REMEDY);
        }
        List<String> names = new ArrayList<>();
        actions.forEach(action -> names.add(action.asText()));
        return Action.of(names);
    }

    private static Optional<String> optional(JsonNode node) {
        return node.isTextual() && !node.asText().isEmpty() ? Optional.of(node.asText()) : Optional.empty();
    }

    private static String stackOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        String name = absolute.getFileName().toString();
        Path parent = absolute.getParent();
        if (name.equals("plan.json") && parent != null && parent.getFileName() != null) {
            return parent.getFileName().toString();
        }
        return name.endsWith(".json") ? name.substring(0, name.length() - ".json".length()) : name;
    }
}
