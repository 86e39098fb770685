package dev.drlab.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.hashicorp.cdktf.App;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The Terraform JSON of a stack with the constructs under test. */
final class Synthesized {
    private final JsonNode root;

    private Synthesized(JsonNode root) {
        this.root = root;
    }

    static Synthesized of(Consumer<TerraformStack> constructs) {
        App app = Testing.app();
        TerraformStack stack = new TerraformStack(app, "test");
        AwsProvider.Builder.create(stack, "aws").region("us-west-2").build();
        constructs.accept(stack);
        return new Synthesized(parse(Testing.synth(stack)));
    }

    /** All resources of the type, in the order of their names. */
    List<JsonNode> all(String type) {
        List<JsonNode> found = new ArrayList<>();
        root.path("resource").path(type).forEach(found::add);
        return found;
    }

    /** The only resource of the type. */
    JsonNode only(String type) {
        List<JsonNode> found = all(type);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " resources of type " + type);
        }
        return found.get(0);
    }

    JsonNode resources() {
        return root.path("resource");
    }

    static JsonNode parse(String json) {
        try {
            return JsonMapper.builder().build().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
