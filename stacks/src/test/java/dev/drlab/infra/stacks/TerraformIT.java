package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code terraform validate} of every stack with the real provider. It runs where terraform can be initialized: from
 * the unpacked mirror in {@code DRLAB_TF_PLUGIN_DIR}, or from the network. It prints its results, and a clear notice if
 * nothing was found and it was skipped.
 */
class TerraformIT {
    private static final String PLUGIN_DIR = "DRLAB_TF_PLUGIN_DIR";
    private static final long LIMIT_MINUTES = 5;

    @TempDir
    private static Path directory;

    private static Map<String, String> environment;

    @BeforeAll
    static void findTheProvider() throws Exception {
        Optional<Path> mirror = Optional.ofNullable(System.getenv(PLUGIN_DIR)).map(Path::of);
        if (mirror.isPresent() && !Files.isDirectory(mirror.get())) {
            throw new AssertionError(PLUGIN_DIR + " is " + mirror.get() + ", which is no directory");
        }
        Path settings = Files.writeString(directory.resolve("terraform.rc"), settings(mirror));
        environment = Map.of(
                "TF_CLI_CONFIG_FILE", settings.toString(),
                "TF_IN_AUTOMATION", "1",
                "CHECKPOINT_DISABLE", "1");
        Path probe = Files.createDirectory(directory.resolve("probe"));
        Files.writeString(
                probe.resolve("main.tf.json"),
                "{\"terraform\": {\"required_providers\": {\"aws\": {\"source\": \"hashicorp/aws\","
                        + " \"version\": \"5.100.0\"}}}}");
        String from = mirror.map(path -> "the mirror " + path).orElse("the network (" + PLUGIN_DIR + " is not set)");
        Result found;
        try {
            found = init(probe);
        } catch (IOException e) {
            skip("there is no terraform on the PATH: " + e.getMessage());
            return;
        }
        if (found.exitCode() != 0) {
            if (mirror.isPresent()) {
                throw new AssertionError(
                        PLUGIN_DIR + " is set, but the provider cannot be initialized:\n" + found.output());
            }
            skip("terraform cannot get the provider from " + from + ":\n" + found.output());
        }
        System.out.println("TerraformIT: provider from " + from + ": "
                + found.output()
                        .lines()
                        .filter(l -> l.contains("Install"))
                        .findFirst()
                        .orElse("")
                        .strip());
    }

    @TestFactory
    List<DynamicTest> everyStackIsValid() {
        List<DynamicTest> tests = new ArrayList<>();
        for (StackJson stack : Synthesis.plain().stacks()) {
            tests.add(DynamicTest.dynamicTest(stack.name(), () -> validate("plain", stack)));
        }
        // Of the second configuration, only the stacks that differ.
        for (StackJson stack : Synthesis.full().stacks()) {
            if (!stack.json().equals(Synthesis.plain().stack(stack.name()).json())) {
                tests.add(DynamicTest.dynamicTest(stack.name() + " with a domain", () -> validate("full", stack)));
            }
        }
        return tests;
    }

    @org.junit.jupiter.api.Test
    void localStateIsValidToo() throws Exception {
        Synthesis local = Synthesis.of(ConfigParser.parse("{\"stateBackend\": \"local\"}"));
        validate("local", local.stack("PrimaryNetworkStack"));
    }

    private static void validate(String configuration, StackJson stack) throws Exception {
        Path work = Files.createDirectories(directory.resolve(configuration).resolve(stack.name()));
        Files.writeString(work.resolve("cdk.tf.json"), stack.json().toString());
        Result init = init(work);
        assertThat(init.exitCode()).as(init.output()).isZero();
        Result validate = terraform(work, "validate", "-no-color");
        assertThat(validate.exitCode()).as(validate.output()).isZero();
        assertThat(validate.output()).as("warnings").doesNotContain("Warning");
    }

    private static Result init(Path work) throws IOException, InterruptedException {
        return terraform(work, "init", "-backend=false", "-input=false", "-no-color");
    }

    private static Result terraform(Path work, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        Path output = work.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " took more than " + LIMIT_MINUTES + " min");
        }
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static String settings(Optional<Path> mirror) {
        return mirror.map(path ->
                        "provider_installation { filesystem_mirror { path = \"" + path.toAbsolutePath() + "\" } }")
                .orElse("");
    }

    private static void skip(String reason) {
        System.out.println("TerraformIT: SKIPPED, no stack was validated: " + reason);
        abort(reason);
    }

    private record Result(int exitCode, String output) {}
}
