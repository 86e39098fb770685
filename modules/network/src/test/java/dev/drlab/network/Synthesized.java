package dev.drlab.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The Terraform configuration that a stack becomes. */
final class Synthesized {
    private final JsonNode root;

    private Synthesized(JsonNode root) {
        this.root = root;
    }

    static Synthesized of(TerraformStack stack) {
        try {
            return new Synthesized(new ObjectMapper().readTree(Testing.synth(stack)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The addresses and arguments of all resources of a type. */
    List<Entry<String, JsonNode>> entries(String type) {
        return root.path("resource").path(type).properties().stream()
                .map(entry -> Map.entry(type + "." + entry.getKey(), entry.getValue()))
                .toList();
    }

    List<JsonNode> all(String type) {
        return entries(type).stream().map(Entry::getValue).toList();
    }

    JsonNode only(String type) {
        List<JsonNode> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError("expected one " + type + " but there are " + all.size());
        }
        return all.get(0);
    }

    /** Value of an output. */
    JsonNode output(String name) {
        return root.path("output").path(name).path("value");
    }

    /** The one resource that a reference such as {@code ${aws_subnet.x.id}} points to. */
    JsonNode referenced(String reference) {
        String[] parts = reference.replace("${", "").replace("}", "").split("\\.", -1);
        JsonNode resource = root.path("resource").path(parts[0]).path(parts[1]);
        if (resource.isMissingNode()) {
            throw new AssertionError("nothing is behind " + reference);
        }
        return resource;
    }

    /** Value of the {@code Name} tag of the resource that a reference points to. */
    String nameOf(String reference) {
        return referenced(reference).path("tags").path("Name").asText();
    }
}
