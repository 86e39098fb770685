package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.json.Json;
import dev.drlab.infra.stacks.config.ConfigParser;
import dev.drlab.infra.stacks.config.ServiceSettings;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code stacks/deploy} with real synthesized stacks. Terraform, Maven, drlab and the synthesis are replaced by
 * commands that only record how they were called.
 */
@Timeout(60)
class DeployScriptTest {
    private static final String DIGESTS = "{\"tag\":\"0123abcd\",\"service\":\"sha256:" + "a1".repeat(32)
            + "\",\"verifier\":\"sha256:" + "b2".repeat(32) + "\"}";
    private static final String CONTEXT = "for the context in cdktf.json: {\"serviceImageTag\":\"0123abcd\","
            + "\"imageDigests\":" + DIGESTS + ",\"agentJarKey\":\"agent/ab12.zip\",\"agentJarSha256\":\"q+/0=\"}";

    @TempDir
    private static Path synthesized;

    private static List<String> stacks;

    @TempDir
    private Path tree;

    private ScriptTree script;

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
                Path copy = tree.resolve(synthesized.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        script = new ScriptTree(tree, "stacks/deploy");
        script.copy("cdktf.json");
        command("stacks/synth", "");
        command("drlab", "[ $2 != artifacts ] || echo '" + CONTEXT + "'");
        command("bin/mvn", "");
        command("bin/terraform", "[ $1 != version ] || echo 'Terraform v1.11.4'");
    }

    @Test
    void deploysEveryStackInItsOrderWithTheArtifactsBeforeTheServicesAndTheDatabaseAtTheEnd() throws Exception {
        ScriptTree.Result result = script.run("--yes");

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
        assertThat(script.calls()).containsExactlyElementsOf(expected);
    }

    @Test
    void tellsTheStacksWhatWasUploadedAndLeavesTheRestOfTheConfiguration() throws Exception {
        String before = Files.readString(tree.resolve("cdktf.json"));

        script.run("--yes");

        assertThat(Files.readString(tree.resolve("cdktf.json")))
                .isEqualTo(before.replaceFirst("\"serviceImageTag\": \"[^\"]*\"", "\"serviceImageTag\": \"0123abcd\"")
                        .replaceFirst("\"imageDigests\": \\{\\}", "\"imageDigests\": " + DIGESTS)
                        .replaceFirst("\"agentJarKey\": \"[^\"]*\"", "\"agentJarKey\": \"agent/ab12.zip\"")
                        .replaceFirst("\"agentJarSha256\": \"[^\"]*\"", "\"agentJarSha256\": \"q+/0=\""))
                .isNotEqualTo(before);
    }

    /** The stacks read the digests that the script writes, so tasks name the images by content. */
    @Test
    void imagesThatItPushedRunByTheirDigests() throws Exception {
        script.run("--yes");

        ObjectNode context = (ObjectNode)
                Json.mapper().readTree(tree.resolve("cdktf.json").toFile()).path("context");
        ServiceSettings service = ConfigParser.parse(
                        context.retain("serviceImageTag", "imageDigests").toString())
                .service();
        assertThat(service.reference("service")).isEqualTo("@sha256:" + "a1".repeat(32));
        assertThat(service.reference("verifier")).isEqualTo("@sha256:" + "b2".repeat(32));
    }

    /**
     * A later deployment's registries may hold other images under the same tag, so digests of an earlier one must not
     * stay.
     */
    @Test
    void digestsOfAnEarlierDeploymentAreReplacedOrRemoved() throws Exception {
        script.run("--yes");
        command("drlab", "[ $2 != artifacts ] || echo '" + CONTEXT.replace(DIGESTS, "{}") + "'");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Files.readString(tree.resolve("cdktf.json"))).contains("\"imageDigests\": {}");
    }

    @Test
    void endsAtTheFirstStackThatIsNotAppliedAndSaysHowToGoOn() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 ${PWD##*/}" != "apply PrimaryDataStack" ] || exit 1""");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("stacks/deploy --from PrimaryDataStack");
        assertThat(script.calls()).last().isEqualTo("terraform apply in PrimaryDataStack");
    }

    @Test
    void doesNotDeployServicesWithoutTheirImages() throws Exception {
        command("drlab", "echo 'drlab: bootstrap: no docker command was found'; exit 2");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(script.calls()).last().asString().startsWith("drlab bootstrap artifacts");
    }

    @Test
    void goesOnFromAStack() throws Exception {
        ScriptTree.Result result = script.run("--yes", "--from", "ReplicationStack");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(script.calls().subList(0, 2)).containsExactly("synth", "terraform apply in ReplicationStack");
    }

    @Test
    void refusesThePlaceholderOfTheAccount() throws Exception {
        Path first = tree.resolve("cdktf.out/stacks/PrimaryNetworkStack/cdk.tf.json");
        Files.writeString(first, Files.readString(first).replace("123456789012", "000000000000"));

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("accountId").contains("000000000000");
        assertThat(script.calls()).containsExactly("synth");
    }

    @Test
    void sendsToTheBootstrapOfTheStateWhenItsBucketDoesNotExist() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ $1 != init ] || { echo 'Error: Failed to get existing workspaces: S3 bucket "x" does not exist.'; exit 1; }""");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("run state-backend/bootstrap.sh first");
    }

    @Test
    void refusesToApplyUnaskedWhereNobodyCanBeAsked() throws Exception {
        ScriptTree.Result result = script.run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("--yes");
        assertThat(script.calls()).isEmpty();
    }

    /** With --yes nobody would have seen the edit. */
    @Test
    void anEditThatIsMadeMeanwhileIsNotApplied() throws Exception {
        for (String file : List.of("cdktf.json", "cdktf.out/stacks/SecondaryDataStack/cdk.tf.json")) {
            String before = Files.readString(tree.resolve(file));
            command("bin/terraform", """
                    [ $1 != version ] || echo 'Terraform v1.11.4'
                    [ "$1 ${PWD##*/}" != "apply PrimaryDataStack" ] || echo ' ' >>'%s'""".formatted(tree.resolve(file)));

            ScriptTree.Result result = script.run("--yes");

            assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
            assertThat(result.lastSentence())
                    .startsWith(file.startsWith("cdktf.json") ? "cdktf.json changed" : "cdktf.out changed")
                    .contains("SecondaryNetworkStack was not done", "stacks/deploy --from SecondaryNetworkStack");
            assertThat(script.calls()).last().isEqualTo("terraform apply in PrimaryDataStack");
            Files.writeString(tree.resolve(file), before);
        }
    }

    /** Init and plan take minutes: what is edited meanwhile is in no plan that anybody saw, or in one that nobody did. */
    @ParameterizedTest
    @ValueSource(strings = {"init", "plan"})
    void anEditWhileAStackIsPreparedIsNotApplied(String verb) throws Exception {
        Path file = tree.resolve("cdktf.out/stacks/PrimaryDataStack/cdk.tf.json");
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 ${PWD##*/}" != "%s PrimaryDataStack" ] || echo ' ' >>'%s'""".formatted(verb, file));

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.lastSentence())
                .startsWith("cdktf.out changed")
                .contains("PrimaryDataStack was not done", "stacks/deploy --from PrimaryDataStack");
        assertThat(script.calls()).doesNotContain("terraform apply in PrimaryDataStack");
    }

    /** The plan that was made before the reading of the files, and not the files; and nobody else can read it, then or later. */
    @Test
    void whatWasPlannedIsAppliedAndNotKept() throws Exception {
        String plans = """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                case "$1 $*" in
                    plan*-out=plan.bin*) : >plan.bin; %s; exit 2 ;;
                    apply*' plan.bin') %s; ls -l plan.bin | cut -c1-10 >>'%s' ;;
                    apply*) exit 1 ;;
                esac
                """.formatted(script.note("planned ${PWD##*/}"), ":", tree.resolve("modes"));
        command("bin/terraform", plans + "[ \"$1 ${PWD##*/}\" != 'apply SecondaryDataStack' ] || exit 1");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output()).contains("SecondaryDataStack: not applied");
        assertThat(Files.readAllLines(tree.resolve("modes"))).isNotEmpty().containsOnly("-rw-------");
        assertThat(script.calls())
                .containsSubsequence("planned PrimaryDataStack", "terraform apply in PrimaryDataStack");
        try (Stream<Path> files = Files.walk(tree)) {
            assertThat(files.filter(file -> file.endsWith("plan.bin"))).isEmpty();
        }
    }

    @Test
    void aStackThatCannotBePlannedIsNotApplied() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 ${PWD##*/}" != "plan PrimaryDataStack" ] || exit 1""");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("PrimaryDataStack: not planned", "stacks/deploy --from PrimaryDataStack");
        assertThat(script.calls()).doesNotContain("terraform apply in PrimaryDataStack");
    }

    /** The second synthesis would include the edit. */
    @Test
    void anEditBesideTheArtifactsIsNotTakenForTheirs() throws Exception {
        command(
                "drlab",
                "[ $2 != artifacts ] || { echo ' ' >>'%s'; echo '%s'; }"
                        .formatted(tree.resolve("cdktf.json"), CONTEXT));

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lastSentence()).startsWith("cdktf.json changed").contains("--from PrimaryAppStack");
        assertThat(Files.readString(tree.resolve("cdktf.json"))).doesNotContain("0123abcd");
        assertThat(script.calls()).filteredOn("synth"::equals).hasSize(1);
    }

    @Test
    void sourcesThatChangedMeanwhileAreNotApplied() throws Exception {
        command(
                "stacks/synth",
                "[ ! -e '%1$s/once' ] || echo ' ' >>'%1$s/cdktf.out/stacks/PrimaryDataStack/cdk.tf.json'; : >'%1$s/once'"
                        .formatted(tree));

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lastSentence()).startsWith("the sources of the stacks changed");
        assertThat(script.calls()).doesNotContain("terraform apply in PrimaryAppStack");
    }

    /** Each of two runs would apply stacks that the other synthesizes. */
    @Test
    void aSecondRunIsRefusedAtOnce() throws Exception {
        command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 ${PWD##*/}" != "apply PrimaryNetworkStack" ] || {
                    sh '%1$s/stacks/deploy' --yes >'%1$s/second' 2>&1; echo $? >'%1$s/second.code'; exit 1; }""".formatted(tree));

        script.run("--yes");

        assertThat(tree.resolve("second.code")).hasContent("2");
        assertThat(tree.resolve("second")).content().contains("another run is at work in", "wait for its end");
        assertThat(script.calls()).containsExactly("synth", "terraform apply in PrimaryNetworkStack");
    }

    /** An image contains every jar in its directory. */
    @Test
    void whatAnEarlierVersionLeftIsNotInTheImages() throws Exception {
        List<Path> old = new ArrayList<>();
        for (String file : List.of(
                "service/target/drlab-service-0.0.9.jar",
                "service/target/lib/drlab-contract-0.0.9.jar",
                "orchestration/verifier-job/target/drlab-verifier-job-0.0.9.jar",
                "orchestration/verifier-job/target/lib/drlab-contract-0.0.9.jar",
                "orchestration/agent-lambda/target/drlab-agent-lambda-0.0.9-lambda.zip")) {
            Path path = tree.resolve(file);
            Files.createDirectories(path.getParent());
            old.add(Files.writeString(path, "old"));
        }

        assertThat(script.run("--yes").exitCode()).isZero();

        assertThat(old).allSatisfy(file -> assertThat(file).doesNotExist());
    }

    /** With another stateBackend every existing resource would be created a second time. */
    @Test
    void aStateThatIsWhereStateBackendHadItBeforeIsSaid() throws Exception {
        Path onDisk = Files.createDirectories(tree.resolve("state")).resolve("PrimaryNetworkStack.tfstate");
        Files.writeString(onDisk, "{\"resources\": [{\"mode\": \"managed\"}]}");

        ScriptTree.Result result = script.run("--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output())
                .contains("stateBackend in cdktf.json is s3, and a state on disk", "terraform state push");
        assertThat(script.calls()).containsExactly("synth");

        Files.writeString(onDisk, "{\"resources\": []}"); // of a trial that was destroyed
        assertThat(script.run("--yes").exitCode()).isZero();

        Files.delete(onDisk);
        Path stack = tree.resolve("cdktf.out/stacks/PrimaryNetworkStack");
        Files.writeString(
                stack.resolve("cdk.tf.json"),
                Files.readString(stack.resolve("cdk.tf.json"))
                        .replace("\"backend\": \"s3\"", "\"backend\": \"local\"")
                        .replaceFirst(
                                "\"s3\": \\{[^}]*}",
                                "\"local\": {\"path\": \"../../../state/PrimaryNetworkStack.tfstate\"}"));
        Files.writeString(
                Files.createDirectories(stack.resolve(".terraform")).resolve("terraform.tfstate"),
                "{\n  \"backend\": {\n    \"type\": \"s3\",\n    \"config\": {\n      \"bucket\": \"shop-tfstate\",\n");

        ScriptTree.Result local = script.run("--yes");

        assertThat(local.exitCode()).isEqualTo(2);
        assertThat(local.output())
                .contains("stateBackend in cdktf.json is local", "in the bucket shop-tfstate", "back to s3");
    }

    /** Adds a command that records its call. Terraform records only its applies, with their directory. */
    private void command(String path, String body) throws IOException {
        String call = switch (path) {
            case "bin/terraform" -> "[ $1 != apply ] || " + script.note("terraform apply in ${PWD##*/}");
            case "drlab" -> script.note("drlab $*");
            case "bin/mvn" -> script.note("mvn") + "\n" + "case $* in *-Psbom*) ;; *) exit 1 ;; esac";
            default -> script.note(Path.of(path).getFileName().toString());
        };
        script.command(path, call + "\n" + body + "\nexit 0");
    }
}
