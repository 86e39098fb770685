package dev.drlab.planreview.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.json.Json;
import dev.drlab.planreview.plan.Plan;
import dev.drlab.planreview.plan.PlanException;
import dev.drlab.planreview.plan.ResourceChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lifecycles of a synthesized stack: a plan does not say them. */
final class Lifecycles {
    private static final String FILE = "cdk.tf.json";
    private static final Set<Kind> HOLD_DATA = EnumSet.of(Kind.DATABASE, Kind.DATA, Kind.CONTROL_TABLE, Kind.KEY);

    private final JsonNode resources;

    private Lifecycles(JsonNode resources) {
        this.resources = resources;
    }

    /**
     * Those of a plan's stack; empty if it is not there.
     *
     * @throws PlanException if it is there and cannot be read
     */
    static Optional<Lifecycles> of(Plan plan, Optional<Path> synthesized) {
        Path beside = Path.of(plan.file()).toAbsolutePath().resolveSibling(FILE);
        Path file = synthesized
                .map(directory ->
                        directory.resolve("stacks").resolve(plan.stack()).resolve(FILE))
                .orElse(beside);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode stack = Json.mapper().readTree(Files.readAllBytes(file));
            if (!stack.path("terraform").isObject() && !stack.path("resource").isObject()) {
                throw new PlanException(
                        "its synthesized stack " + file + " has neither settings nor resources: synthesize it anew");
            }
            return Optional.of(new Lifecycles(stack.path("resource")));
        } catch (IOException e) {
            throw new PlanException(
                    "its synthesized stack " + file + " cannot be read (" + e.getMessage() + "): synthesize it anew");
        }
    }

    List<Finding> findings(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (ResourceChange change : plan.changes()) {
            JsonNode resource = only(resources.path(change.type()).path(name(change)));
            boolean guarded =
                    only(resource.path("lifecycle")).path("prevent_destroy").asBoolean(false);
            if (change.managed()
                    && change.deposed().isEmpty()
                    && change.after().isObject()
                    && !name(change).isEmpty()
                    && !guarded
                    && Kinds.of(change).filter(HOLD_DATA::contains).isPresent()) {
                List<Detail> details = resource.isMissingNode()
                        ? List.of(Detail.said("the synthesized stack does not have it: synthesize it anew"))
                        : List.of();
                findings.add(
                        new Finding(Rule.PREVENT_DESTROY_MISSING, plan.stack(), change.address(), "", details, false));
            }
        }
        return findings;
    }

    /** Without the key of {@code count} or {@code for_each}; what is in a module is not in the file. */
    private static String name(ResourceChange change) {
        String prefix = change.type() + ".";
        String rest = change.address().startsWith(prefix) ? change.address().substring(prefix.length()) : "";
        return rest.contains("[") ? rest.substring(0, rest.indexOf('[')) : rest;
    }

    /** Terraform takes a block as an object, or as a list of one. */
    private static JsonNode only(JsonNode block) {
        return block.isArray() ? block.path(0) : block;
    }
}
