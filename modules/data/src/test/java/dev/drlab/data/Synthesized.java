package dev.drlab.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** A stack as the JSON that Terraform reads; also left in {@code target/synth/<name>} for validation by hand. */
final class Synthesized {
    private final JsonNode json;

    private Synthesized(JsonNode json) {
        this.json = json;
    }

    static Synthesized of(String name, java.util.function.Consumer<TerraformStack> content) {
        App app = Testing.app();
        TerraformStack stack = new TerraformStack(app, name);
        stack.addOverride("terraform.required_providers.aws.version", "~> 5.100");
        content.accept(stack);
        String text = Testing.synth(stack);
        try {
            Path directory = Files.createDirectories(Path.of("target", "synth", name));
            Files.writeString(directory.resolve("cdk.tf.json"), text);
            return new Synthesized(parse(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode parse(String text) {
        try {
            return JsonMapper.builder().build().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> all(String type) {
        return StreamSupport.stream(json.path("resource").path(type).spliterator(), false)
                .toList();
    }

    JsonNode only(String type) {
        List<JsonNode> all = all(type);
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " of " + type);
        }
        return all.get(0);
    }

    /** The one whose key in the JSON contains {@code part}. */
    JsonNode named(String type, String part) {
        var fields = json.path("resource").path(type).properties().stream()
                .filter(entry -> entry.getKey().contains(part))
                .toList();
        if (fields.size() != 1) {
            throw new AssertionError(fields.size() + " of " + type + " with " + part);
        }
        return fields.get(0).getValue();
    }

    JsonNode data(String type) {
        return json.path("data").path(type);
    }

    JsonNode root() {
        return json;
    }
}
