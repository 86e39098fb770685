package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies of synthesized stacks, each with a generated override file for the emulator: S3 without a host name per
 * bucket, and fewer retries. The stacks' own files stay as synthesized.
 */
final class StackTree {
    private static final String MIRROR = "DRLAB_TF_PLUGIN_DIR";

    private final Path directory;
    private final URI endpoint;
    private final Path cliConfig;

    /**
     * @param directory directory for the copies
     * @param endpoint endpoint of the emulated AWS
     */
    StackTree(Path directory, URI endpoint) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.endpoint = endpoint;
        cliConfig = Files.writeString(directory.resolve("terraform.rc"), cliConfig());
    }

    /** Copies a stack, or a later state of a stack that was copied before. */
    Terraform copy(Path synthesized, String stack) throws IOException {
        Path from = synthesized.resolve("stacks").resolve(stack);
        Path to = Files.createDirectories(directory.resolve(stack));
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.deleteIfExists(copy);
                Files.copy(file, copy);
            }
        }
        JsonNode json = Json.object(Files.readString(from.resolve("cdk.tf.json")));
        Files.writeString(
                to.resolve("emulator_override.tf.json"), override(json).toPrettyString());
        return new Terraform(stack, to, endpoint, cliConfig);
    }

    /** Writes the override files of all stacks, each to a directory {@code stacks/NAME}. */
    static void writeOverrides(Path synthesized, Path to) throws IOException {
        try (Stream<Path> stacks = Files.list(synthesized.resolve("stacks"))) {
            for (Path stack : stacks.toList()) {
                Path home = Files.createDirectories(
                        to.resolve("stacks").resolve(stack.getFileName().toString()));
                JsonNode json = Json.object(Files.readString(stack.resolve("cdk.tf.json")));
                Files.writeString(
                        home.resolve("emulator_override.tf.json"),
                        override(json).toPrettyString());
            }
        }
    }

    /** The environment for every Terraform in the tree. */
    Map<String, String> environment() {
        return Terraform.environment(endpoint, cliConfig);
    }

    private static ObjectNode override(JsonNode stack) {
        ObjectNode override = Json.MAPPER.createObjectNode();
        ArrayNode providers = override.putObject("provider").putArray("aws");
        for (JsonNode provider : stack.path("provider").path("aws")) {
            ObjectNode changed = providers.addObject();
            if (provider.hasNonNull("alias")) {
                changed.set("alias", provider.get("alias"));
            }
            changed.put("s3_use_path_style", true).put("max_retries", 3);
        }
        return override;
    }

    /** Source of the provider: the mirror that the environment names, else Terraform's default. */
    private static String cliConfig() {
        String mirror = System.getenv(MIRROR);
        return mirror == null
                ? ""
                : "provider_installation {\n  filesystem_mirror {\n    path = \"" + mirror + "\"\n  }\n}\n";
    }
}
