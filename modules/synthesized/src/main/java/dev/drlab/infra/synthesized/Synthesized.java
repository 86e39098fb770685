package dev.drlab.infra.synthesized;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Consumer;

/** A stack as the JSON that Terraform reads. What a test asks for and is not there is an {@link AssertionError}. */
public final class Synthesized {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JsonNode root;

    private Synthesized(JsonNode root) {
        this.root = root;
    }

    /** The stack as it is. */
    public static Synthesized of(TerraformStack stack) {
        return new Synthesized(parse(Testing.synth(stack)));
    }

    /** A stack of these constructs, with a provider of us-west-2. */
    public static Synthesized of(Consumer<TerraformStack> constructs) {
        TerraformStack stack = new TerraformStack(Testing.app(), "test");
        AwsProvider.Builder.create(stack, "aws").region("us-west-2").build();
        constructs.accept(stack);
        return of(stack);
    }

    /**
     * A stack of this content, which brings its providers; also left in {@code target/synth/<name>} for validation by hand.
     *
     * @throws UncheckedIOException when it cannot be left there
     */
    public static Synthesized of(String name, Consumer<TerraformStack> content) {
        TerraformStack stack = new TerraformStack(Testing.app(), name);
        stack.addOverride("terraform.required_providers.aws.version", "5.100.0");
        content.accept(stack);
        String text = Testing.synth(stack);
        try {
            Path directory = Files.createDirectories(Path.of("target", "synth", name));
            Files.writeString(directory.resolve("cdk.tf.json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Synthesized(parse(text));
    }

    /** Any JSON, such as a policy document within a resource. */
    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** All of it. */
    public JsonNode root() {
        return root;
    }

    /** The resources by type and name. */
    public JsonNode resources() {
        return root.path("resource");
    }

    /** The data sources of a type by name. */
    public JsonNode data(String type) {
        return root.path("data").path(type);
    }

    /** Value of an output. */
    public JsonNode output(String name) {
        return root.path("output").path(name).path("value");
    }

    /** Addresses and arguments of all resources of a type, in the order of their names. */
    public List<Entry<String, JsonNode>> entries(String type) {
        return resources().path(type).properties().stream()
                .map(entry -> Map.entry(type + "." + entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All resources of a type, in the order of their names. */
    public List<JsonNode> all(String type) {
        return entries(type).stream().map(Entry::getValue).toList();
    }

    /** The only resource of a type. */
    public JsonNode only(String type) {
        return single(all(type), type);
    }

    /** The only resource of a type whose name contains {@code part}. */
    public JsonNode named(String type, String part) {
        return single(
                resources().path(type).properties().stream()
                        .filter(entry -> entry.getKey().contains(part))
                        .map(Entry::getValue)
                        .toList(),
                type + " with " + part);
    }

    /** The resource that a reference such as {@code ${aws_subnet.x.id}} points to. */
    public JsonNode referenced(String reference) {
        String[] parts = reference.replace("${", "").replace("}", "").split("\\.", -1);
        JsonNode resource = resources().path(parts[0]).path(parts[1]);
        if (resource.isMissingNode()) {
            throw new AssertionError("nothing is behind " + reference);
        }
        return resource;
    }

    /** Value of the {@code Name} tag of the resource that a reference points to. */
    public String nameOf(String reference) {
        return referenced(reference).path("tags").path("Name").asText();
    }

    private static JsonNode single(List<JsonNode> found, String what) {
        if (found.size() != 1) {
            throw new AssertionError("expected one " + what + " but there are " + found.size());
        }
        return found.get(0);
    }
}
