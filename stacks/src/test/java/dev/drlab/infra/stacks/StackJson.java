package dev.drlab.infra.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One synthesized stack, with the queries that tests need. */
public record StackJson(String name, JsonNode json) {
    /** One resource or data source. */
    public record Block(StackJson stack, String type, String id, JsonNode body) {
        /** Code of the resource's region. */
        public String region() {
            return stack.regionOf(body.path("provider").asText(""));
        }

        @Override
        public String toString() {
            return stack.name() + ": " + type + "." + id;
        }
    }

    public List<Block> resources() {
        return blocks("resource");
    }

    public List<Block> resources(String type) {
        return resources().stream().filter(block -> block.type().equals(type)).toList();
    }

    public List<Block> data() {
        return blocks("data");
    }

    /** Regions of the providers by their address ({@code aws}, {@code aws.primary}). */
    public Map<String, String> providers() {
        Map<String, String> regions = new TreeMap<>();
        for (JsonNode provider : json.path("provider").path("aws")) {
            String alias = provider.path("alias").asText("");
            regions.put(
                    alias.isEmpty() ? "aws" : "aws." + alias,
                    provider.path("region").asText());
        }
        return regions;
    }

    public JsonNode output(String output) {
        return json.path("output").path(output).path("value");
    }

    private String regionOf(String provider) {
        String region = providers().get(provider.isEmpty() ? "aws" : provider);
        if (region == null) {
            throw new AssertionError(name + " has no provider " + provider);
        }
        return region;
    }

    private List<Block> blocks(String kind) {
        List<Block> blocks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> type : json.path(kind).properties()) {
            for (Map.Entry<String, JsonNode> block : type.getValue().properties()) {
                blocks.add(new Block(this, type.getKey(), block.getKey(), block.getValue()));
            }
        }
        return blocks;
    }
}
