package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.config.ConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stacks/accept} with a real synthesized configuration, and with commands that record how they were called. */
@Timeout(60)
class AcceptScriptTest {
    private static final List<String> APPROVED = List.of("--project", "shop", "--yes");

    @TempDir
    private static Path synthesized;

    @TempDir
    private static Path withoutDomain;

    @TempDir
    private Path tree;

    private ScriptTree script;

    @BeforeAll
    static void synthesize() throws IOException {
        DrlabApp.synth(
                ConfigParser.parse(
                        context(", \"domainName\": \"a.example.com\", \"hostedZoneId\": \"Z0123456789ABCDEFGHIJ\"")),
                synthesized);
        DrlabApp.synth(ConfigParser.parse(context("")), withoutDomain);
    }

    private static String context(String more) {
        return "{\"accountId\": \"123456789012\", \"projectName\": \"shop\"" + more + "}";
    }

    @BeforeEach
    void plant() throws IOException {
        script = new ScriptTree(tree, "stacks/accept");
        synthesizing(synthesized);
        for (String command : List.of("stacks/deploy", "stacks/destroy", "stacks/plan", "state-backend/bootstrap.sh")) {
            failing(command, "");
        }
        drlab("");
        script.command("bin/terraform", "[ $1 != version ] || echo 'Terraform v1.11.4'");
        script.copy("cdktf.json");
        Files.writeString(tree.resolve("pom.xml"), "  <version>1.2.0</version>\n");
        script.command(
                "bin/git",
                "case $1 in rev-parse) echo %1$s ;; diff) cat '%2$s/diff' 2>/dev/null ;; esac; exit 0"
                        .formatted("a1".repeat(20), tree));
    }

    @Test
    void takesEveryStepInOrderAndEndsWithNothingDeployed() throws Exception {
        ScriptTree.Result result = run();

        assertThat(result.exitCode()).as(result.output()).isZero();
        String common = " --project shop --yes --reason acceptance run: ";
        String measured = " --url https://a.example.com --rate 20 --report-dir DIR/";
        String there = "us-west-2 --peer ap-southeast-2" + common;
        String here = "ap-southeast-2 --peer us-west-2" + common;
        assertThat(calls())
                .containsExactly(
                        "state-backend/bootstrap.sh --yes",
                        "stacks/deploy --yes",
                        "stacks/plan --keep DIR/plan-deployed",
                        "drlab readiness us-west-2 --peer ap-southeast-2 --project shop",
                        "drlab drill switchover " + there + "switchover" + measured + "switchover",
                        "drlab drill reprotect " + here + "reprotect-primary --report-dir DIR/reprotect-primary",
                        "stacks/plan --keep DIR/plan-switched",
                        "drlab drill switchover " + here + "switchback" + measured + "switchback",
                        "drlab drill reprotect " + there + "reprotect-secondary --report-dir DIR/reprotect-secondary",
                        "stacks/plan --keep DIR/plan-switched-back",
                        "drlab drill failover " + there + "failover" + measured + "failover",
                        "drlab drill restore-fault ap-southeast-2 --project shop --report-dir DIR/failover",
                        "drlab drill reprotect " + here + "reprotect-lost --report-dir DIR/reprotect-lost",
                        "stacks/plan --keep DIR/plan-failed-over",
                        "drlab drill switchover " + here + "failback" + measured + "failback",
                        "drlab drill reprotect " + there + "reprotect-failback --report-dir DIR/reprotect-failback",
                        "stacks/plan --keep DIR/plan-failed-back",
                        "stacks/plan --keep DIR/deploy-again",
                        "state-backend/bootstrap.sh --yes",
                        "stacks/deploy --yes",
                        "stacks/plan --keep DIR/plan-again",
                        "stacks/destroy --project shop --yes --no-final-snapshots --with-state");
        assertThat(script.run("--steps").output()).doesNotContain("to do");
    }

    @Test
    void goesOnWithTheStepThatFailed() throws Exception {
        drlab("case $2 in failover) exit 1 ;; esac");

        ScriptTree.Result failed = run();

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.lastSentence())
                .startsWith("failover failed with exit code 1")
                .contains("stacks/destroy");
        int before = calls().size();
        drlab("");

        ScriptTree.Result again = run();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).contains("switchback passed before");
        assertThat(calls().get(before)).startsWith("drlab drill failover");
        assertThat(Files.readAllLines(tree.resolve("state/accept/steps")))
                .anyMatch(line -> line.startsWith("failover failed "))
                .anyMatch(line -> line.startsWith("failover passed "));
    }

    /** An adopted deployment keeps its data even if the next call lacks the option. */
    @Test
    void anAdoptedDeploymentKeepsItsSnapshotsWhoeverGoesOn() throws Exception {
        failing("stacks/plan", "exit 1");
        assertThat(run("--adopt").exitCode()).isEqualTo(1);
        failing("stacks/plan", "");

        ScriptTree.Result again = run();

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(calls()).last().isEqualTo("stacks/destroy --project shop --yes --with-state");
    }

    /** This run deployed nothing, so the deployment that exists now is somebody else's. */
    @Test
    void aRunThatWasDeclinedBeforeItsDeploymentTakesNoOtherForItsOwn() throws Exception {
        failing("state-backend/bootstrap.sh", "exit 1");
        assertThat(run().exitCode()).isEqualTo(1);
        Files.delete(tree.resolve("state/accept/steps")); // as where the first step was declined
        script.command("bin/terraform", """
                case "$1 ${2:-}" in
                    version*) echo 'Terraform v1.11.4' ;;
                    'state list') echo aws_db_instance.database ;;
                esac
                """);
        int before = calls().size();

        ScriptTree.Result again = run();

        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.lastSentence()).contains("deployed already");
        assertThat(calls()).hasSize(before);
    }

    @Test
    void whatCannotBeToldIsNotTakenForNothing() throws Exception {
        script.command("bin/terraform", """
                case "$1 ${2:-}" in
                    version*) echo 'Terraform v1.11.4' ;;
                    'state list') echo 'Error: AccessDenied' >&2; exit 1 ;;
                esac
                """);

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).contains("cannot be told");
        assertThat(calls()).isEmpty();
    }

    /** A check that was not judged does not count as ready: the verifier's first result takes minutes. */
    @Test
    void nothingIsMovedBeforeTheStandbyIsReady() throws Exception {
        script.command("bin/sleep", script.note("sleep $*"));
        drlab("case $1 in readiness) echo 'us-west-2: not judged'; exit 2 ;; esac");

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("us-west-2: not judged; asking again in a minute");
        assertThat(result.lastSentence()).startsWith("readiness failed with exit code 1");
        assertThat(calls())
                .filteredOn(call -> call.startsWith("drlab readiness"))
                .hasSize(15);
        assertThat(calls()).filteredOn("sleep 60"::equals).hasSize(14);
        assertThat(calls()).noneMatch(call -> call.startsWith("drlab drill"));
        assertThat(tree.resolve("state/accept/readiness/readiness.txt"))
                .content()
                .contains("not judged");
    }

    @Test
    void aDeploymentThatHasChangedEndsTheRun() throws Exception {
        failing("stacks/plan", "case $2 in */plan-failed-over) exit 1 ;; esac");

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(calls()).last().asString().contains("plan-failed-over");
    }

    /** The second deployment asks for no consent, so a change must be shown before it starts. */
    @Test
    void aChangeIsNotAppliedByTheSecondDeployment() throws Exception {
        failing("stacks/plan", "case $2 in */deploy-again) exit 1 ;; esac");

        ScriptTree.Result result = run("--without-moves");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lastSentence()).startsWith("deploy-again failed with exit code 1");
        assertThat(calls()).filteredOn("stacks/deploy --yes"::equals).hasSize(1);
        assertThat(calls()).last().isEqualTo("stacks/plan --keep DIR/deploy-again");
    }

    @Test
    void withoutMovesDeploysPlansAndTakesDown() throws Exception {
        synthesizing(withoutDomain);

        ScriptTree.Result result = run("--without-moves");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(calls())
                .noneMatch(call -> call.startsWith("drlab"))
                .contains("stacks/plan --keep DIR/plan-again")
                .last()
                .asString()
                .startsWith("stacks/destroy");
    }

    @Test
    void movesNeedAPublicName() throws Exception {
        synthesizing(withoutDomain);

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).contains("domainName").contains("--without-moves");
        assertThat(calls()).isEmpty();
    }

    @Test
    void refusesADeploymentThatItDidNotMake() throws Exception {
        script.command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ "$1 $2" != 'state list' ] || echo aws_db_instance.writer""");

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence())
                .contains("project shop is deployed already")
                .contains("--adopt");
        assertThat(calls()).isEmpty();
    }

    @Test
    void anAdoptedDeploymentKeepsItsFinalSnapshots() throws Exception {
        ScriptTree.Result result = run("--adopt", "--without-moves");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(calls()).last().isEqualTo("stacks/destroy --project shop --yes --with-state");
    }

    @Test
    void whereItCannotTellWhetherSomethingIsDeployedNothingIsDone() throws Exception {
        script.command("bin/terraform", """
                [ $1 != version ] || echo 'Terraform v1.11.4'
                [ $1 != init ] || { echo 'Error: AccessDenied'; exit 1; }""");

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).startsWith("whether project shop is deployed already cannot be told");
        assertThat(calls()).isEmpty();
    }

    @Test
    void aRunBelongsToOneDeployment() throws Exception {
        run("--until", "deploy");
        script.command(
                "stacks/synth",
                "rm -rf '%1$s'; cp -R '%2$s' '%1$s'; sed -i s/us-west-2/eu-west-1/ '%1$s'/stacks/*/cdk.tf.json"
                        .formatted(tree.resolve("cdktf.out"), synthesized));

        ScriptTree.Result result = run();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).contains("--restart");
        assertThat(calls()).hasSize(2);
    }

    /** The result "Every step passed" holds only for the version with which the steps were taken. */
    @Test
    void aFinishedRunDoesNotAnswerForAnotherVersionOrConfiguration() throws Exception {
        assertThat(run("--without-moves").exitCode()).isZero();
        int before = calls().size();
        ScriptTree.Result same = run("--without-moves");
        assertThat(same.exitCode()).as(same.output()).isZero();
        assertThat(same.output()).contains("every step passed before, for this version", "--restart");

        Files.writeString(tree.resolve("pom.xml"), "  <version>1.3.0</version>\n");
        refused("the steps that passed are of version 1.2.0, commit a1a1a1a1a1a1, this is 1.3.0, commit a1a1a1a1a1a1");
        Files.writeString(tree.resolve("pom.xml"), "  <version>1.2.0</version>\n");
        Files.writeString(tree.resolve("diff"), "+ a change that is not committed\n");
        refused("this is 1.2.0, commit a1a1a1a1a1a1 with changes ");
        Files.delete(tree.resolve("diff"));
        String configuration = Files.readString(tree.resolve("cdktf.json"));
        Files.writeString(tree.resolve("cdktf.json"), configuration.replace("db.t4g.medium", "db.t4g.large"));
        refused("cdktf.json is another");
        assertThat(calls()).hasSize(before);
        assertThat(script.run("--steps").output()).contains("what has passed is of version 1.2.0, commit a1a1a1a1a1a1");

        assertThat(script.run("--restart").output()).contains("is put aside");
        assertThat(run("--without-moves").exitCode()).isZero();
        assertThat(calls()).hasSize(2 * before);
        try (Stream<Path> earlier = Files.list(tree.resolve("state/accept/earlier"))) {
            assertThat(earlier)
                    .singleElement()
                    .satisfies(
                            kept -> assertThat(kept.resolve("steps")).content().contains("teardown passed"));
        }
    }

    private void refused(String why) throws Exception {
        ScriptTree.Result result = run("--without-moves");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.lastSentence()).contains(why, "stacks/accept --restart");
    }

    /** A state of an earlier drlab, which did not record the version. */
    @Test
    void stepsOfAVersionThatWasNotNotedAnswerForNone() throws Exception {
        Files.createDirectories(tree.resolve("state/accept"));
        Files.writeString(tree.resolve("state/accept/steps"), "deploy passed 1 2\n");

        refused("of version that was not noted");
        assertThat(calls()).isEmpty();
    }

    /**
     * The deployment writes the uploaded artifacts to the configuration. That is no edit, and the steps continue with
     * it.
     */
    @Test
    void whatTheDeploymentWritesToTheConfigurationIsItsOwn() throws Exception {
        failing(
                "stacks/deploy",
                "sed -i 's/\"agentJarSha256\": \"\"/\"agentJarSha256\": \"q=\"/' '%s'"
                        .formatted(tree.resolve("cdktf.json")));
        failing("stacks/plan", "case $2 in */plan-deployed) exit 1 ;; esac");
        assertThat(run("--without-moves").exitCode()).isEqualTo(1);
        failing("stacks/plan", "");

        ScriptTree.Result again = run("--without-moves");

        assertThat(again.exitCode()).as(again.output()).isZero();
    }

    @Test
    void anEditThatIsMadeMeanwhileEndsTheRun() throws Exception {
        failing(
                "stacks/plan",
                "case $2 in */deploy-again) sed -i s/db.t4g.medium/db.t4g.large/ '%s' ;; esac"
                        .formatted(tree.resolve("cdktf.json")));

        ScriptTree.Result result = run("--without-moves");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.lastSentence()).startsWith("deploy-again: cdktf.json changed while this ran");
        assertThat(calls()).filteredOn("stacks/deploy --yes"::equals).hasSize(1);
    }

    @Test
    void asksForTheProjectAndForEachStep() throws Exception {
        assertThat(script.run().output()).contains("no terminal");
        assertThat(script.run("--yes").output()).contains("--yes needs --project");
        assertThat(script.run("--project", "other", "--yes").lastSentence())
                .isEqualTo("the project is shop, not other: nothing was done");
        assertThat(script.run("--until", "nothing").lastSentence()).contains("no step nothing");
        assertThat(script.run("--rate", "0").lastSentence()).contains("--rate is 0");
        assertThat(calls()).isEmpty();
    }

    private void synthesizing(Path stacks) throws IOException {
        script.command(
                "stacks/synth", "rm -rf '%1$s'; cp -R '%2$s' '%1$s'".formatted(tree.resolve("cdktf.out"), stacks));
    }

    @Test
    void saysWhatItCostsBeforeAnythingIsDone() throws Exception {
        ScriptTree.Result result = run("--until", "deploy");

        assertThat(result.output())
                .containsPattern("(?s)what stands costs 0.55 to 0.71 USD an hour; .* hours\n.*deploy \\(about");
        assertThat(run("--until", "failover").output())
                .containsPattern(
                        "switchover \\(about 15 min\\): .*rebuildings cost 2.79 to 26.24 USD beyond what stands")
                .containsPattern(
                        "failover \\(about 15 min\\): .*rebuildings cost 2.79 to 26.24 USD beyond what stands");
    }

    @Test
    void saysSoWhereTheCostCannotBeTold() throws Exception {
        drlab("[ $1 != cost ] || exit 2");

        ScriptTree.Result result = run("--until", "deploy");

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("an amount that could not be told");
    }

    private void drlab(String when) throws IOException {
        failing(
                "drlab",
                when + "\n[ $1 != cost ] || printf '%s\\n' 'total   401.29    519.89' 'a GameDay    2.79   26.24'");
    }

    private void failing(String command, String when) throws IOException {
        script.command(command, script.note(command + " $*") + "\n" + when + "\nexit 0");
    }

    private List<String> calls() throws IOException {
        String directory = tree.toRealPath().resolve("state/accept").toString();
        return script.calls().stream()
                .map(call -> call.replace(directory, "DIR").strip())
                .filter(call -> !call.startsWith("drlab cost"))
                .toList();
    }

    private ScriptTree.Result run(String... more) throws IOException, InterruptedException {
        String[] arguments = new String[APPROVED.size() + more.length];
        APPROVED.toArray(arguments);
        System.arraycopy(more, 0, arguments, APPROVED.size(), more.length);
        return script.run(arguments);
    }
}
