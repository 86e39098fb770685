package dev.drlab.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code stacks/destroy} on real synthesized stacks, with a Terraform that keeps the addresses of each stack's resources in
 * a file, and writes down what it was called for.
 */
@Timeout(120)
class DestroyScriptTest {
    private static final String STAMP = "20260102t030405";
    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();

    /** State, one file a stack; a plan and a destruction fail where a file of that name says so. */
    private static final String TERRAFORM = """
            #!/bin/sh
            stack=${PWD##*/}
            held='%1$s/held/'$stack
            note() { echo "$1 $stack" >>'%1$s/calls'; }
            case "$1 ${2:-}" in
                version*) echo 'Terraform v1.11.4' ;;
                init*) [ -e '%1$s/held' ] && [ -e "$held" ] || { echo 'Error: S3 bucket "x" does not exist.'; exit 1; } ;;
                'state list') [ -s "$held" ] && cat "$held" || { echo 'No state file was found!'; exit 1; } ;;
                'state pull') printf '{\\n  "lineage": "abc"\\n}\\n' ;;
                'state rm') note "forget ${3%%.*}"; grep -vxF "$3" "$held" >"$held.new"; mv "$held.new" "$held" ;;
                'state show')
                    echo '    arn = "arn:aws:kms:x:1:key/'$stack'"'
                    [ ! -e '%1$s/replica' ] || [ "$(cat '%1$s/replica')" != "$stack" ] ||
                        echo '    replicate_source_db = "arn:of-the-peer"' ;;
                plan*)
                    [ ! -e replica_override.tf.json ] || note "replica"
                    [ ! -e '%1$s/drift' ] || { echo 'Plan: 1 to add, 0 to change, 0 to destroy.'; exit 0; }
                    echo 'Plan: 0 to add, 3 to change, 0 to destroy.' ;;
                'apply -refresh-only') ;;
                apply*) note lift ;;
                destroy*)
                    [ ! -e '%1$s/fails' ] || [ "$(cat '%1$s/fails')" != "$stack" ] || { echo 'Error: no'; exit 1; }
                    note destroy
                    for argument in "$@"; do
                        case $argument in -target=*)
                            grep -vxF "${argument#-target=}" "$held" >"$held.new"
                            mv "$held.new" "$held"
                            some=yes ;;
                        esac
                    done
                    [ -n "${some:-}" ] || : >"$held" ;;
            esac
            exit 0
            """;

    @TempDir
    private static Path synthesized;

    private static List<String> stacks;

    @TempDir
    private Path tree;

    @BeforeAll
    static void synthesize() throws IOException {
        stacks = DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"123456789012\", \"projectName\": \"shop\"}"), synthesized);
        new Teardown(Optional.of(STAMP)).rewrite(synthesized, stacks);
    }

    @BeforeEach
    void plant() throws IOException {
        for (String file : List.of("stacks/destroy", "state-backend/lib.sh")) {
            Files.createDirectories(tree.resolve(file).getParent());
            Files.copy(SOURCE.resolve(file), tree.resolve(file));
        }
        executable(
                "stacks/synth",
                "#!/bin/sh\necho \"$1 $3\" >>'" + tree.resolve("synths") + "'\ncp -R '" + synthesized + "' \"$2\"\n");
        executable("bin/terraform", TERRAFORM.formatted(tree));
        executable("bin/aws", "#!/bin/sh\necho \"aws $*\" >>'" + tree.resolve("aws.calls") + "'\n");
        for (String stack : stacks) {
            List<String> addresses = new ArrayList<>();
            new StackJson(stack, Synthesis.plain().stack(stack).json())
                    .resources()
                    .forEach(block -> addresses.add(block.type() + "." + block.id()));
            Path held = tree.resolve("held").resolve(stack);
            Files.createDirectories(held.getParent());
            Files.write(held, addresses);
        }
    }

    @Test
    void liftsAndDestroysEveryStackInTheOppositeOrderAndForgetsTheKeysOfTheSnapshots() throws Exception {
        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        List<String> expected = new ArrayList<>();
        List<String> backwards = new ArrayList<>(deployedByDeploy());
        Collections.reverse(backwards);
        for (String stack : backwards) {
            if (hasProtection(stack)) {
                expected.add("lift " + stack);
            }
            expected.add("destroy " + stack);
            if (stack.endsWith("DataStack")) {
                expected.add("forget aws_kms_" + (stack.startsWith("P") ? "" : "replica_") + "key " + stack);
            }
        }
        assertThat(calls()).containsExactlyElementsOf(expected);
        assertThat(result.output())
                .contains("arn:aws:kms:x:1:key/PrimaryDataStack", "arn:aws:kms:x:1:key/SecondaryDataStack")
                .contains("stacks/destroy --with-state");
        assertThat(held("PrimaryStateBackendStack")).isNotEmpty();
        assertThat(tree.resolve("cdktf.teardown")).doesNotExist();
    }

    @Test
    void theReplicaHasNoFinalSnapshotWhicheverItIs() throws Exception {
        Files.writeString(tree.resolve("replica"), "PrimaryDataStack");

        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(calls()).contains("replica PrimaryDataStack").doesNotContain("replica SecondaryDataStack");
        assertThat(result.output())
                .contains("shop-ap-southeast-2 is a replica of arn:of-the-peer: no final snapshot of it")
                .contains("shop-us-west-2 is deleted with the final snapshot shop-us-west-2-final-");
    }

    @Test
    void goesOnAfterAFailureWithTheSameSnapshots() throws Exception {
        Files.writeString(tree.resolve("fails"), "PrimaryAppStack");

        Result failed = destroy("--project", "shop", "--yes");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output())
                .contains("PrimaryAppStack: not all is destroyed")
                .contains("run this again");
        int before = calls().size();
        Files.delete(tree.resolve("fails"));

        Result again = destroy("--project", "shop", "--yes");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("ObservabilityStack: nothing is left");
        assertThat(calls().subList(before, calls().size())).first().isEqualTo("lift PrimaryAppStack");
        List<String> stamps = Files.readAllLines(tree.resolve("synths"));
        assertThat(stamps.get(0)).isEqualTo(stamps.get(1)).matches("teardown \\d{8}t\\d{6}");
    }

    @Test
    void destroysNothingWhereLiftingWouldMakeSomething() throws Exception {
        Files.writeString(tree.resolve("drift"), "");

        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("the configuration differs from what is deployed");
        assertThat(calls()).noneMatch(call -> call.startsWith("lift"));
    }

    @Test
    void refusesWhenTheStateOfAStackIsGoneButOthersAreThere() throws Exception {
        Files.delete(tree.resolve("held/ObservabilityStack"));

        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("the bucket with the state of ObservabilityStack is gone");
        assertThat(tree.resolve("calls")).doesNotExist();
    }

    @Test
    void saysSoWhereNothingIsDeployed() throws Exception {
        for (String stack : stacks) {
            Files.delete(tree.resolve("held").resolve(stack));
        }

        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output()).contains("nothing is deployed there, or all of it is destroyed already");
    }

    @Test
    void theStatesGoLastAndTheirOwnIsOnDiskMeanwhile() throws Exception {
        Result result = destroy("--project", "shop", "--yes", "--with-state");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(calls())
                .endsWith(
                        "lift SecondaryStateBackendStack",
                        "destroy SecondaryStateBackendStack",
                        "lift PrimaryStateBackendStack",
                        "destroy PrimaryStateBackendStack");
        assertThat(result.output()).doesNotContain("stacks/destroy --with-state");
    }

    @Test
    void withoutFinalSnapshotsNoKeyIsKept() throws Exception {
        Result result = destroy("--project", "shop", "--yes", "--no-final-snapshots");

        assertThat(Files.readAllLines(tree.resolve("synths"))).containsExactly("teardown none");
        assertThat(result.output()).contains("nothing of the databases is kept");
    }

    @Test
    void asksForTheNameOfTheProject() throws Exception {
        assertThat(destroy("--project", "other", "--yes"))
                .isEqualTo(new Result(2, "the project is shop, not other: nothing was destroyed"));
        assertThat(destroy("--yes"))
                .matches(result -> result.exitCode() == 2 && result.output().contains("--project"));
        assertThat(destroy())
                .matches(result -> result.exitCode() == 2 && result.output().contains("no terminal"));
        assertThat(tree.resolve("calls")).doesNotExist();
    }

    @Test
    void refusesWhileADatabaseThatReprotectPutAsideIsThere() throws Exception {
        executable(
                "bin/aws",
                "#!/bin/sh\ncase \"$*\" in *-old-*us-west-2*|*us-west-2-old-*) echo shop-us-west-2-old-3 ;; esac\n");

        Result result = destroy("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("shop-us-west-2-old-3 in us-west-2 was put aside by reprotect");
        assertThat(tree.resolve("calls")).doesNotExist();
    }

    private static List<String> deployedByDeploy() {
        return stacks.stream()
                .filter(name -> !name.endsWith("StateBackendStack"))
                .toList();
    }

    private static boolean hasProtection(String stack) throws IOException {
        return Files.readAllLines(synthesized.resolve("stacks").resolve(stack).resolve(Teardown.PLAN)).stream()
                .anyMatch(line -> line.startsWith("lift "));
    }

    private List<String> held(String stack) throws IOException {
        return Files.readAllLines(tree.resolve("held").resolve(stack));
    }

    private void executable(String path, String text) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(tree.resolve("calls"));
    }

    /** Of a refusal, its sentence alone. */
    private Result destroy(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", tree.resolve("stacks/destroy").toString()));
        command.addAll(List.of(arguments));
        Path output = tree.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", tree.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        builder.environment().put("TF_PLUGIN_CACHE_DIR", tree.resolve("plugins").toString());
        builder.environment().remove("DRLAB_STATE");
        int code = builder.start().waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return new Result(code, code == 2 ? text.strip().replaceFirst("(?s).*\ndestroy: ", "") : text);
    }

    private record Result(int exitCode, String output) {}
}
