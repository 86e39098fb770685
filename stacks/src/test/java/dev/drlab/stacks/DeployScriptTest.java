package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code stacks/deploy} on real synthesized stacks, with commands that only write down how they were called in the place
 * of Terraform, Maven, drlab and the synthesis.
 */
@Timeout(60)
class DeployScriptTest {
    private static final String CONTEXT = "for the context in cdktf.json: {\"serviceImageTag\":\"0123abcd\","
            + "\"agentJarKey\":\"agent/ab12.zip\",\"agentJarSha256\":\"q+/0=\"}";
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private static Path synthesized;

    private static List<String> stacks;

    @TempDir
    private Path tree;

    private Path calls;

    @BeforeAll
    static void synthesize() throws IOException {
        List<String> all = DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"123456789012\", \"projectName\": \"shop\"}"),
                synthesized.resolve("cdktf.out"));
        stacks =
                all.stream().filter(name -> !name.endsWith("StateBackendStack")).toList();
    }

    @BeforeEach
    void plant() throws IOException {
        try (Stream<Path> files = Files.walk(synthesized)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                copy(file, synthesized.relativize(file));
            }
        }
        for (Path file : List.of(Path.of("stacks/deploy"), Path.of("state-backend/lib.sh"), Path.of("cdktf.json"))) {
            copy(SOURCE.resolve(file), file);
        }
        calls = tree.resolve("calls");
        command("stacks/synth", "");
        command("drlab", "[ $2 != artifacts ] || echo '" + CONTEXT + "'");
        command("bin/mvn", "");
        command("bin/terraform", "[ $1 != version ] || echo 'Terraform v1.11.4'");
    }

    @Test
    void deploysEveryStackInItsOrderWithTheArtifactsBeforeTheServicesAndTheDatabaseAtTheEnd() throws Exception {
        Result result = deploy("--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        List<String> expected = new ArrayList<>(List.of("synth"));
        String deployment = " --project shop --account 123456789012 --primary-region ap-southeast-2"
                + " --secondary-region us-west-2";
        for (String stack : stacks) {
            if (stack.equals("PrimaryAppStack")) {
                expected.addAll(List.of("mvn", "drlab bootstrap artifacts" + deployment, "synth"));
            }
            expected.add("terraform apply in " + stack);
        }
        expected.add("drlab bootstrap database" + deployment);
        assertThat(calls()).containsExactlyElementsOf(expected);
    }

    @Test
    void tellsTheStacksWhatWasUploadedAndLeavesTheRestOfTheConfiguration() throws Exception {
        String before = Files.readString(tree.resolve("cdktf.json"));

        deploy("--yes");

        assertThat(Files.readString(tree.resolve("cdktf.json")))
                .isEqualTo(before.replaceFirst("\"serviceImageTag\": \"[^\"]*\"", "\"serviceImageTag\": \"0123abcd\"")
                        .replaceFirst("\"agentJarKey\": \"[^\"]*\"", "\"agentJarKey\": \"agent/ab12.zip\"")
                        .replaceFirst("\"agentJarSha256\": \"[^\"]*\"", "\"agentJarSha256\": \"q+/0=\""))
                .isNotEqualTo(before);
    }

    @Test
    void endsAtTheFirstStackThatIsNotAppliedAndSaysHowToGoOn() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 ${PWD##*/}" != "apply PrimaryDataStack" ] || exit 1""");

        Result result = deploy("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("stacks/deploy --from PrimaryDataStack");
        assertThat(calls()).last().isEqualTo("terraform apply in PrimaryDataStack");
    }

    @Test
    void doesNotDeployServicesWithoutTheirImages() throws Exception {
        command("drlab", "echo 'drlab: bootstrap: no docker command was found'; exit 2");

        Result result = deploy("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(calls()).last().asString().startsWith("drlab bootstrap artifacts");
    }

    @Test
    void goesOnFromAStack() throws Exception {
        Result result = deploy("--yes", "--from", "ReplicationStack");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(calls().subList(0, 2)).containsExactly("synth", "terraform apply in ReplicationStack");
    }

    @Test
    void refusesThePlaceholderOfTheAccount() throws Exception {
        Path first = tree.resolve("cdktf.out/stacks/PrimaryNetworkStack/cdk.tf.json");
        Files.writeString(first, Files.readString(first).replace("123456789012", "000000000000"));

        Result result = deploy("--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("accountId").contains("000000000000");
        assertThat(calls()).containsExactly("synth");
    }

    @Test
    void sendsToTheBootstrapOfTheStateWhenItsBucketDoesNotExist() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ $1 != init ] || { echo 'Error: Failed to get existing workspaces: S3 bucket "x" does not exist.'; exit 1; }""");

        Result result = deploy("--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("run state-backend/bootstrap.sh first");
    }

    @Test
    void refusesToApplyUnaskedWhereNobodyCanBeAsked() throws Exception {
        Result result = deploy();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("--yes");
        assertThat(Files.exists(calls)).isFalse();
    }

    private void copy(Path file, Path to) throws IOException {
        Files.createDirectories(tree.resolve(to).getParent());
        Files.copy(file, tree.resolve(to));
    }

    /** A command that writes down its call; Terraform only its applies, with the directory. */
    private void command(String path, String body) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        String call = switch (name) {
            case "terraform" -> "[ $1 != apply ] || echo \"terraform apply in ${PWD##*/}\" >>'" + calls + "'";
            case "drlab" -> "echo \"drlab $*\" >>'" + calls + "'";
            default -> "echo " + name + " >>'" + calls + "'";
        };
        Files.writeString(file, "#!/bin/sh\n" + call + "\n" + body + "\nexit 0\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    private Result deploy(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", tree.resolve("stacks/deploy").toString()));
        command.addAll(List.of(arguments));
        Path output = tree.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", tree.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("TF_PLUGIN_CACHE_DIR", tree.resolve("plugins").toString());
        int code = builder.start().waitFor();
        return new Result(code, Files.readString(output, StandardCharsets.UTF_8));
    }

    private record Result(int exitCode, String output) {}
}
