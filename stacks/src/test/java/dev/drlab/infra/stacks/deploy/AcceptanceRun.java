package dev.drlab.infra.stacks.deploy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code stacks/accept} and the scripts that it calls, with the real synthesis, against an endpoint of this test. Its
 * {@code stacks/synth} also adds the settings that an emulator needs. {@code drlab} and Maven, which would build images
 * and change databases, are replaced by commands that do nothing.
 */
final class AcceptanceRun {
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> SCRIPTS = List.of(
            "stacks/accept",
            "stacks/deploy",
            "stacks/plan",
            "stacks/destroy",
            "state-backend/bootstrap.sh",
            "state-backend/lib.sh");

    private final Path home;
    private final Map<String, String> environment;

    /**
     * @param home directory for the tree
     * @param context context of {@code cdktf.json}
     * @param synthesized the stacks as they were deployed
     * @param environment environment of Terraform
     */
    AcceptanceRun(Path home, String context, Path synthesized, Map<String, String> environment) throws IOException {
        this.home = home;
        this.environment = new HashMap<>(environment);
        this.environment.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        this.environment.put("DRLAB_STATE", "");
        for (String file : SCRIPTS) {
            Files.createDirectories(home.resolve(file).getParent());
            Files.copy(SOURCE.resolve(file), home.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        ObjectNode cdktf = Json.MAPPER.createObjectNode();
        cdktf.set("context", Json.object(context));
        Files.writeString(home.resolve("cdktf.json"), cdktf.toPrettyString());
        StackTree.writeOverrides(synthesized, home.resolve("overrides"));
        command("stacks/synth", """
                out=${2:-cdktf.out}
                cd '%s'
                '%s' -XX:TieredStopAtLevel=1 -cp '%s' dev.drlab.infra.stacks.Main "$@"
                cp -R overrides/. "$out"
                for stack in "$out"/stacks/*/cdk.tf.json; do
                    sed 's/"use_lockfile": true/"use_lockfile": true, "use_path_style": true/' "$stack" >"$stack.new"
                    mv "$stack.new" "$stack"
                done""".formatted(
                home, Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path")));
        command("drlab", "");
        command("bin/mvn", "");
    }

    /** Takes the first step with a deployment that does nothing, as everything is deployed already. */
    int deployed(String... arguments) throws IOException, InterruptedException {
        List<String> scripts = List.of("stacks/deploy", "state-backend/bootstrap.sh");
        for (String file : scripts) {
            command(file, "");
        }
        List<String> until = new ArrayList<>(List.of(arguments));
        until.addAll(List.of("--until", "deploy"));
        int code = accept(until.toArray(String[]::new));
        for (String file : scripts) {
            Files.copy(
                    SOURCE.resolve(file),
                    home.resolve(file),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return code;
    }

    /** Records a step as passed that the test took in another way. */
    void passed(String step) throws IOException {
        Path steps = home.resolve("state/accept/steps");
        Files.createDirectories(steps.getParent());
        Files.writeString(steps, step + " passed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Takes all steps that have not passed. Its output is in {@link #output()}. */
    int accept(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("stacks/accept").toString()));
        command.addAll(List.of(arguments));
        try (ChildProcess process = ChildProcess.start(command, home, environment, home.resolve("accept.log"))) {
            return process.exitCode();
        }
    }

    String output() throws IOException {
        return Files.readString(home.resolve("accept.log"));
    }

    private void command(String file, String body) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\nset -eu\n" + body + "\n");
        if (!path.toFile().setExecutable(true)) {
            throw new IOException(path + " cannot be made executable");
        }
    }
}
