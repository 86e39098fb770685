package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code stacks/destroy} with real synthesized stacks. Terraform is replaced by a script that keeps the addresses of
 * each stack's resources in a file and records its calls.
 */
@Timeout(120)
class DestroyScriptTest {
    private static final String STAMP = "20260102t030405";

    /**
     * The state is one file for each stack. An empty file is a state without resources; a missing file is no state; for
     * a stack in {@code no-bucket} even the bucket is missing. A plan or a destruction fails where a file of that name
     * exists.
     */
    private static final String TERRAFORM = """
            stack=${PWD##*/}
            held='%1$s/held/'$stack
            note() { echo "$1 $stack" >>'%1$s/calls'; }
            case "$1 ${2:-}" in
                version*) echo 'Terraform v1.11.4' ;;
                init*)
                    [ ! -e backend_override.tf.json ] || exit 0
                    [ ! -e '%1$s/no-bucket/'$stack ] || { echo 'Error: S3 bucket "x" does not exist.'; exit 1; } ;;
                'state list')
                    echo 'Warning: beside the list' >&2
                    [ -e "$held" ] || { echo 'No state file was found!' >&2; exit 1; }
                    cat "$held" ;;
                'state pull')
                    [ ! -e "$held" ] || lineage=abc
                    printf '{\\n  "lineage": "%%s"\\n}\\n' "${lineage:-}" ;;
                'state rm') note "forget ${3%%.*}"; grep -vxF "$3" "$held" >"$held.new"; mv "$held.new" "$held" ;;
                'state show')
                    echo '    arn = "arn:aws:kms:x:1:key/'$stack/${4%%.*}'"'
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

    private ScriptTree script;

    @BeforeAll
    static void synthesize() throws IOException {
        stacks = DrlabApp.synth(
                ConfigParser.parse("{\"accountId\": \"123456789012\", \"projectName\": \"shop\"}"), synthesized);
        new Teardown(Optional.of(STAMP)).rewrite(synthesized, stacks);
    }

    @BeforeEach
    void plant() throws IOException {
        script = new ScriptTree(tree, "stacks/destroy");
        script.command(
                "stacks/synth",
                "echo \"$1 $3\" >>'" + tree.resolve("synths") + "'\ncp -R '" + synthesized + "' \"$2\"");
        script.command("bin/terraform", TERRAFORM.formatted(tree));
        script.command("bin/aws", "echo \"aws $*\" >>'" + tree.resolve("aws.calls") + "'\n");
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
        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        List<String> expected = new ArrayList<>();
        List<String> backwards = new ArrayList<>(deployedByDeploy());
        Collections.reverse(backwards);
        for (String stack : backwards) {
            if (hasProtection(stack)) {
                expected.add("lift " + stack);
            }
            expected.add("destroy " + stack);
            if (stack.equals("PrimaryDataStack")) { // which makes both regions' keys
                expected.add("forget aws_kms_key " + stack);
                expected.add("forget aws_kms_replica_key " + stack);
            }
        }
        assertThat(script.calls()).containsExactlyElementsOf(expected);
        assertThat(result.output())
                .contains(
                        "arn:aws:kms:x:1:key/PrimaryDataStack/aws_kms_key\n",
                        "arn:aws:kms:x:1:key/PrimaryDataStack/aws_kms_replica_key\n")
                .contains("stacks/destroy --with-state");
        assertThat(held("PrimaryStateBackendStack")).isNotEmpty();
        assertThat(tree.resolve("cdktf.teardown")).doesNotExist();
    }

    @Test
    void theReplicaHasNoFinalSnapshotWhicheverItIs() throws Exception {
        Files.writeString(tree.resolve("replica"), "PrimaryDataStack");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(script.calls()).contains("replica PrimaryDataStack").doesNotContain("replica SecondaryDataStack");
        assertThat(result.output())
                .contains("shop-ap-southeast-2 is a replica of arn:of-the-peer: no final snapshot of it")
                .contains("shop-us-west-2 is deleted with the final snapshot shop-us-west-2-final-");
    }

    @Test
    void goesOnAfterAFailureWithTheSameSnapshots() throws Exception {
        Files.writeString(tree.resolve("fails"), "PrimaryAppStack");

        ScriptTree.Result failed = script.run("--project", "shop", "--yes");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.output())
                .contains("PrimaryAppStack: not all is destroyed")
                .contains("run this again");
        int before = script.calls().size();
        Files.delete(tree.resolve("fails"));

        ScriptTree.Result again = script.run("--project", "shop", "--yes");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("ObservabilityStack: nothing is left");
        assertThat(script.calls().subList(before, script.calls().size()))
                .first()
                .isEqualTo("lift PrimaryAppStack");
        List<String> stamps = Files.readAllLines(tree.resolve("synths"));
        assertThat(stamps.get(0)).isEqualTo(stamps.get(1)).matches("teardown \\d{8}t\\d{6}");
    }

    @Test
    void destroysNothingWhereLiftingWouldMakeSomething() throws Exception {
        Files.writeString(tree.resolve("drift"), "");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("the configuration differs from what is deployed");
        assertThat(script.calls()).noneMatch(call -> call.startsWith("lift"));
    }

    @Test
    void refusesWhenTheStateOfAStackIsGoneButOthersAreThere() throws Exception {
        loseBucketOf("ObservabilityStack");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("ObservabilityStack: the bucket of its state does not exist")
                .contains("there is no state of ObservabilityStack in account 123456789012")
                .contains("run this again with --gone ObservabilityStack");
        assertThat(script.calls()).isEmpty();
    }

    /** A bucket that was created anew holds no state, while all resources of its stacks still exist. */
    @Test
    void aBucketThatWasMadeAnewIsNoEvidenceThatItsStacksAreGone() throws Exception {
        for (String stack : deployedByDeploy()) {
            if (!stack.startsWith("Primary")) {
                Files.delete(tree.resolve("held").resolve(stack));
            }
        }

        ScriptTree.Result result = script.run("--project", "shop", "--yes", "--with-state");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .contains("SecondaryDataStack: no state is in shop-123456789012-us-west-2-tfstate")
                .doesNotContain("all is destroyed", "is destroyed, but");
        assertThat(script.calls()).isEmpty();
        assertThat(awsCalls())
                .anyMatch(call -> call.contains("us-west-2 --output text resourcegroupstaggingapi get-resources")
                        && call.contains("Key=Project,Values=shop")
                        && call.contains("SecondaryDataStack"));
    }

    /**
     * No state is found, for instance in a new clone or with another bucket. That looks like the time before the first
     * deployment, except for the tags.
     */
    @Test
    void withoutAnyStateNothingIsSaidToBeDestroyed() throws Exception {
        for (String stack : deployedByDeploy()) {
            Files.delete(tree.resolve("held").resolve(stack));
        }

        for (String[] more : new String[][] {{}, {"--with-state"}}) {
            ScriptTree.Result result = destroy(more);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.output())
                    .contains("there is no state of", "PrimaryNetworkStack", "nothing was destroyed")
                    .doesNotContain("is destroyed, but", "nothing to destroy");
            assertThat(script.calls()).isEmpty();
        }
    }

    @Test
    void aSecondRunFindsNothingLeftByTheStates() throws Exception {
        assertThat(destroy().exitCode()).isZero();
        int before = script.calls().size();

        ScriptTree.Result again = destroy();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("PrimaryNetworkStack: nothing is left", "all is destroyed, but");
        assertThat(script.calls()).hasSize(before);
    }

    /**
     * After the states are gone, the first run's record is the only evidence, and the script says when it was written.
     */
    @Test
    void aSecondRunAfterTheStatesWentRestsOnTheRecordOfTheFirst() throws Exception {
        assertThat(destroy("--with-state").exitCode()).isZero();
        stacks.forEach(this::loseBucketOf);

        ScriptTree.Result again = destroy("--with-state");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output())
                .containsPattern(
                        "PrimaryNetworkStack: the bucket of its state does not exist; it was destroyed before that,"
                                + " until 20\\d\\d-")
                .contains("there was nothing to destroy")
                .doesNotContain("all is destroyed");

        Files.delete(tree.resolve("no-bucket/PrimaryNetworkStack")); // by whoever deployed since
        ScriptTree.Result later = destroy("--with-state");

        assertThat(later.exitCode()).isEqualTo(1);
        assertThat(later.output()).contains("there is no state of PrimaryNetworkStack");
    }

    @Test
    void goesOnBetweenTheEndsOfTheTwoBuckets() throws Exception {
        Files.writeString(tree.resolve("fails"), "PrimaryStateBackendStack");
        assertThat(destroy("--with-state").exitCode()).isEqualTo(1);
        for (String stack : stacks) {
            if (!stack.startsWith("Primary")) {
                loseBucketOf(stack);
            }
        }
        Files.delete(tree.resolve("fails"));

        ScriptTree.Result again = destroy("--with-state");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output())
                .contains("SecondaryDataStack: the bucket of its state does not exist; it was destroyed before that")
                .contains("SecondaryStateBackendStack: destroyed before")
                .endsWith("all is destroyed, but what is listed above\n");
        assertThat(script.calls()).last().isEqualTo("destroy PrimaryStateBackendStack");
    }

    /** A deployment that stopped early is destroyed. The stacks that it did not reach are not reported as destroyed. */
    @Test
    void stacksThatTheDeploymentDidNotReachAreNotSaidToBeDestroyed() throws Exception {
        List<String> deployed = deployedByDeploy();
        List<String> unmade = deployed.subList(4, deployed.size());
        for (String stack : unmade) {
            Files.delete(tree.resolve("held").resolve(stack));
        }

        ScriptTree.Result result = destroy();

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(script.calls()).contains("destroy PrimaryNetworkStack", "destroy SecondaryDataStack");
        assertThat(result.lastSentence())
                .startsWith("all that has a state is destroyed, but")
                .contains("There is no state of")
                .contains(unmade);
        assertThat(awsCalls())
                .anyMatch(call -> call.contains("resourcegroupstaggingapi") && call.contains("ObservabilityStack"));
    }

    @Test
    void goesOnWithoutAStackThatAPersonHasLookedFor() throws Exception {
        Files.delete(tree.resolve("held/SecondaryAppStack"));
        assertThat(destroy().exitCode()).isEqualTo(1);
        assertThat(destroy("--gone", "SecondaryDataStack", "--gone", "SecondaryAppStack"))
                .matches(result -> result.exitCode() == 2)
                .matches(result -> result.lastSentence().contains("SecondaryDataStack, which has a state"));
        assertThat(destroy("--gone", "Other"))
                .matches(result -> result.exitCode() == 2)
                .matches(result -> result.lastSentence().contains("none of these stacks"));
        assertThat(script.calls()).isEmpty();

        ScriptTree.Result result = destroy("--gone", "SecondaryAppStack");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("nothing of it is there, by your word");
        assertThat(script.calls()).contains("destroy ObservabilityStack", "destroy PrimaryNetworkStack");
    }

    /** The copy is of a bucket that has been created anew since, or of another bucket. */
    @Test
    void anOldCopyOfTheStateOfABucketIsNotTakenForIt() throws Exception {
        Path copy = tree.resolve("state/teardown/PrimaryStateBackendStack.tfstate");
        Files.createDirectories(copy.getParent());
        Files.writeString(
                copy,
                "{\n  \"lineage\": \"old\",\n  \"arn\": \"arn:aws:s3:::shop-123456789012-ap-southeast-2-tfstate\"\n}\n");

        ScriptTree.Result older = destroy("--with-state");

        assertThat(older.exitCode()).isEqualTo(1);
        assertThat(older.lastSentence())
                .contains("is of an earlier shop-123456789012-ap-southeast-2-tfstate", "lineage old");
        Files.writeString(copy, "{\n  \"lineage\": \"abc\",\n  \"arn\": \"arn:aws:s3:::other-tfstate\"\n}\n");

        ScriptTree.Result other = destroy("--with-state");

        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.lastSentence()).contains("not of shop-123456789012-ap-southeast-2-tfstate");
        assertThat(script.calls()).doesNotContain("destroy PrimaryStateBackendStack");
        assertThat(copy).exists();
    }

    /** With another stateBackend the stack was deployed with the state that is now in the other place. */
    @Test
    void aStateOnDiskBesideTheBucketsIsSaid() throws Exception {
        Path onDisk = Files.createDirectories(tree.resolve("state")).resolve("PrimaryDataStack.tfstate");
        Files.writeString(onDisk, "{\"resources\": [{\"mode\": \"managed\"}]}");

        ScriptTree.Result result = destroy();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence())
                .startsWith("PrimaryDataStack: stateBackend in cdktf.json is s3")
                .contains("state/PrimaryDataStack.tfstate", "stateBackend back to local");
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void theStatesGoLastAndTheirOwnIsOnDiskMeanwhile() throws Exception {
        ScriptTree.Result result = script.run("--project", "shop", "--yes", "--with-state");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(script.calls())
                .endsWith(
                        "lift SecondaryStateBackendStack",
                        "destroy SecondaryStateBackendStack",
                        "lift PrimaryStateBackendStack",
                        "destroy PrimaryStateBackendStack");
        assertThat(result.output()).doesNotContain("stacks/destroy --with-state");
    }

    @Test
    void withoutFinalSnapshotsNoKeyIsKept() throws Exception {
        ScriptTree.Result result = script.run("--project", "shop", "--yes", "--no-final-snapshots");

        assertThat(Files.readAllLines(tree.resolve("synths"))).containsExactly("teardown none");
        assertThat(result.output()).contains("nothing of the databases is kept");
    }

    @Test
    void asksForTheNameOfTheProject() throws Exception {
        ScriptTree.Result other = script.run("--project", "other", "--yes");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.lastSentence()).isEqualTo("the project is shop, not other: nothing was destroyed");
        assertThat(script.run("--yes"))
                .matches(result -> result.exitCode() == 2 && result.output().contains("--project"));
        assertThat(script.run())
                .matches(result -> result.exitCode() == 2 && result.output().contains("no terminal"));
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void refusesWhileADatabaseThatReprotectPutAsideIsThere() throws Exception {
        script.command(
                "bin/aws", "case \"$*\" in *-old-*us-west-2*|*us-west-2-old-*) echo shop-us-west-2-old-3 ;; esac\n");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("shop-us-west-2-old-3 in us-west-2 was put aside by reprotect");
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void destroysNothingWhereTheDatabasesCannotBeListed() throws Exception {
        script.command("bin/aws", "echo 'AccessDenied' >&2; exit 254");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).startsWith("the databases of ap-southeast-2 cannot be listed");
        assertThat(script.calls()).isEmpty();
    }

    @Test
    void whatCannotBeListedAfterwardsIsNotTakenForNothing() throws Exception {
        script.command("bin/aws", "case \"$*\" in *describe-db-snapshots*) echo AccessDenied >&2; exit 254 ;; esac");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("snapshot (costs by the GiB until it is deleted) in us-west-2: not known, the AWS CLI failed")
                .doesNotContain("secret that waits for its deletion in us-west-2");
    }

    @Test
    void whatIsLeftIsListed() throws Exception {
        script.command(
                "bin/aws", "case \"$*\" in *us-west-2*describe-db-snapshots*) printf 'a-final\\tb-final\\n' ;; esac");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.output())
                .contains("in us-west-2: a-final\n", "in us-west-2: b-final\n")
                .doesNotContain("ap-southeast-2: a-final");
    }

    /** Enhanced Monitoring creates the log group itself, one for all instances of an account and region. */
    @Test
    void theLogGroupThatAllDatabasesShareIsListedAndSaidToBeShared() throws Exception {
        script.command(
                "bin/aws",
                "echo \"aws $*\" >>'" + tree.resolve("aws.calls")
                        + "'\ncase \"$*\" in *describe-log-groups*RDSOSMetrics*) echo RDSOSMetrics ;; esac\n");

        ScriptTree.Result result = script.run("--project", "shop", "--yes");

        assertThat(result.exitCode()).as(result.output()).isZero();
        for (String region : List.of("ap-southeast-2", "us-west-2")) {
            assertThat(result.output().lines())
                    .filteredOn(line -> line.endsWith(" in " + region + ": RDSOSMetrics"))
                    .singleElement()
                    .asString()
                    .contains("shared by all RDS instances of account and region");
        }
        assertThat(Files.readAllLines(tree.resolve("aws.calls"))).noneMatch(call -> call.contains("delete"));
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

    private void loseBucketOf(String stack) {
        try {
            Files.deleteIfExists(tree.resolve("held").resolve(stack));
            Files.createDirectories(tree.resolve("no-bucket"));
            Files.writeString(tree.resolve("no-bucket").resolve(stack), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ScriptTree.Result destroy(String... more) throws IOException, InterruptedException {
        return script.run(Stream.concat(Stream.of("--project", "shop", "--yes"), Stream.of(more))
                .toArray(String[]::new));
    }

    private List<String> awsCalls() throws IOException {
        return Files.readAllLines(tree.resolve("aws.calls"));
    }

    private List<String> held(String stack) throws IOException {
        return Files.readAllLines(tree.resolve("held").resolve(stack));
    }
}
