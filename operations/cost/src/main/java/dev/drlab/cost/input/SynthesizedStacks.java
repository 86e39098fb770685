package dev.drlab.cost.input;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stacks as Terraform would read them: {@code stacks/NAME/cdk.tf.json} below a directory. */
public final class SynthesizedStacks {
    private static final String PRIMARY_STACK = "PrimaryNetworkStack";
    private static final String SECONDARY_STACK = "SecondaryNetworkStack";
    private static final String DEFAULT_PROVIDER = "aws";

    private final Map<String, JsonNode> stacks;
    private final List<Resource> resources = new ArrayList<>();

    /**
     * Takes stacks that were read.
     *
     * @param stacks name to content
     * @throws CostException if they are not drlab's, or a resource has a provider that its stack has not
     */
    public SynthesizedStacks(Map<String, JsonNode> stacks) {
        this.stacks = new TreeMap<>(stacks);
        String primary = primaryRegion();
        String secondary = secondaryRegion();
        this.stacks.forEach((stack, json) -> {
            if (!json.path("module").isEmpty()) {
                throw new CostException(stack + " has modules, whose resources are not in it: they have no price here");
            }
            for (Map.Entry<String, JsonNode> type : json.path("resource").properties()) {
                for (Map.Entry<String, JsonNode> entry : type.getValue().properties()) {
                    String region =
                            region(stack, entry.getValue().path("provider").asText(DEFAULT_PROVIDER));
                    Place place = region.equals(primary)
                            ? Place.PRIMARY
                            : region.equals(secondary) ? Place.SECONDARY : Place.ELSEWHERE;
                    resources.add(new Resource(stack, type.getKey(), entry.getKey(), region, place, entry.getValue()));
                }
            }
        });
    }

    /**
     * Reads what {@code cdktf synth} wrote.
     *
     * @param directory such as {@code cdktf.out}
     * @throws CostException if there are no stacks, one cannot be read, or one of those that were written is not there
     */
    public static SynthesizedStacks read(Path directory) {
        Map<String, JsonNode> stacks = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory.resolve("stacks"))) {
            for (Path stack : entries.toList()) {
                Path file = stack.resolve("cdk.tf.json");
                if (Files.isRegularFile(file)) {
                    stacks.put(String.valueOf(stack.getFileName()), Json.file(file));
                }
            }
        } catch (IOException e) {
            throw new CostException(
                    directory + " has no stacks: run stacks/synth, or name the directory that" + " cdktf synth wrote",
                    e);
        }
        requireAll(directory.resolve("manifest.json"), stacks);
        return new SynthesizedStacks(stacks);
    }

    /** By cdktf's own list of what it wrote; without the rest the sum would be too low. */
    private static void requireAll(Path manifest, Map<String, JsonNode> stacks) {
        if (!Files.isRegularFile(manifest)) {
            return;
        }
        List<String> missing = new ArrayList<>();
        Json.file(manifest).path("stacks").fieldNames().forEachRemaining(name -> {
            if (!stacks.containsKey(name)) {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw new CostException(manifest + " names stacks that are not there: " + String.join(", ", missing)
                    + "; synthesize them anew");
        }
    }

    /** Code of the region that is active from the start. */
    public String primaryRegion() {
        return region(PRIMARY_STACK, DEFAULT_PROVIDER);
    }

    /** Code of the region that is the standby from the start. */
    public String secondaryRegion() {
        return region(SECONDARY_STACK, DEFAULT_PROVIDER);
    }

    /** Code of one of the two regions; {@link IllegalArgumentException} for any other place. */
    public String region(Place place) {
        return switch (place) {
            case PRIMARY -> primaryRegion();
            case SECONDARY -> secondaryRegion();
            case ELSEWHERE -> throw new IllegalArgumentException("that is no region of the deployment");
        };
    }

    /** Everything, by stack, type and name. */
    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    /** Everything of a type. */
    public List<Resource> resources(String type) {
        return resources.stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    /**
     * The target of a reference such as {@code ${aws_ecs_task_definition.x.arn}} in the resource's own stack.
     *
     * @throws CostException if it is no reference, or nothing is there
     */
    public Resource referenced(Resource from, String reference) {
        String[] parts = reference.replace("${", "").replace("}", "").split("\\.", -1);
        return resources.stream()
                .filter(resource -> parts.length == 3
                        && resource.stack().equals(from.stack())
                        && resource.type().equals(parts[0])
                        && resource.name().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> new CostException(from + " refers to " + reference + ", which its stack has not"));
    }

    private String region(String stack, String provider) {
        JsonNode json = stacks.get(stack);
        if (json == null) {
            throw new CostException(
                    "the stacks have no " + stack + ": these are not drlab's stacks, or not all of them");
        }
        for (JsonNode candidate : json.path("provider").path("aws")) {
            String alias = candidate.path("alias").asText("");
            if (provider.equals(alias.isEmpty() ? DEFAULT_PROVIDER : DEFAULT_PROVIDER + "." + alias)) {
                return candidate.path("region").asText();
            }
        }
        throw new CostException(stack + " has no provider " + provider + ": synthesize the stacks anew");
    }
}
