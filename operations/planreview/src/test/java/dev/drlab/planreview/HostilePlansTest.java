package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.planreview.plan.RedactedPlan;
import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.report.ReviewJson;
import dev.drlab.planreview.report.Sarif;
import dev.drlab.planreview.rules.Finding;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans in which a danger could pass for nothing: "nothing found" must be said of what was read and judged, and of no more. */
class HostilePlansTest {
    private static final String PROTECTED = "{\"deletion_protection\": true, \"storage_encrypted\": true}";

    @TempDir
    private Path directory;

    /** A change without its values is one of which nothing is known. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update | null | {}",
                "update | {} | null",
                "update | \"(sensitive)\" | \"(sensitive, changed)\"",
                "update | [] | []",
                "create | null | null",
                "create | null | 1",
                "delete | null | null",
                "delete,create | {} | null",
                "create,delete | null | {}",
                "create,forget | {} | null",
                "forget | null | null"
            })
    void aChangeWithoutItsValuesIsNotJudged(String actions, String before, String after) {
        ObjectNode change = Plans.change(actions, "aws_iam_role_policy", before, after);
        Review review = Plans.review(directory, "Stack", Plans.with(Plans.empty(), change));
        assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(MarkdownComment.of(review))
                .startsWith("**Not an all-clear: ")
                .contains("aws_iam_role_policy.one");
    }

    @Test
    void anObjectOfWhichAllIsUnknownMayChangeInEverything() {
        ObjectNode policy = Plans.change("update", "aws_iam_role_policy", "{\"policy\": \"x\"}", "null");
        ObjectNode database = Plans.change("update", "aws_db_instance", PROTECTED, "null");
        for (ObjectNode change : List.of(policy, database)) {
            ((ObjectNode) change.path("change")).put("after_unknown", true);
        }
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), policy, database))))
                .contains("rights-changed", "deletion-protection-lowered", "encryption-lowered");
    }

    /** After an unknown element the list is not the one that it was. */
    @Test
    void anUnknownElementOfAListIsNotTakenForFine() {
        ObjectNode change = Plans.change(
                "update",
                "aws_s3_bucket_versioning",
                "{\"versioning_configuration\": [{\"status\": \"Enabled\"}]}",
                "{\"versioning_configuration\": [{}]}");
        ((ObjectNode) change.path("change"))
                .set("after_unknown", Plans.json("{\"versioning_configuration\": [{\"status\": true}]}"));
        assertThat(Plans.findings(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change))))
                .anySatisfy(finding -> {
                    assertThat(finding.rule().id()).isEqualTo("versioning-lowered");
                    assertThat(finding.unknown()).isTrue();
                });
    }

    /** Terraform says that a plan can be applied if anything would change and nothing failed. */
    @Test
    void aPlanThatSaysItCannotBeAppliedThoughItChangesSomethingIsNotWhole() {
        ObjectNode plan = Plans.with(Plans.empty(), Plans.change("create", "aws_vpc", "null", "{}"));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NO_OBJECTION);
        Review review = Plans.review(directory, "Stack", plan.put("applyable", false));
        assertThat(Plans.rules(review)).containsExactly("plan-incomplete");
        assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(Plans.review(directory, "Stack", Plans.empty().put("applyable", false))
                        .verdict())
                .isEqualTo(Verdict.NO_CHANGES);
    }

    /** Terraform 1.14 and newer: what a provider does beside the resources, such as stopping an instance. */
    @Test
    void actionsOfProvidersAreSaidToBeUnjudged() {
        ObjectNode plan = Plans.empty();
        plan.putArray("action_invocations")
                .addObject()
                .put("address", "action.aws_ec2_stop_instance.one")
                .put("type", "aws_ec2_stop_instance");
        Review review = Plans.review(directory, "Stack", plan);
        assertThat(review.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(Plans.findings(review)).singleElement().satisfies(finding -> {
            assertThat(finding.rule().id()).isEqualTo("unjudged-change");
            assertThat(finding.address()).isEqualTo("action.aws_ec2_stop_instance.one");
        });
        Options elsewhere = new Options(Set.of("Other"), Set.of());
        Path file = Plans.write(directory, "Stack", plan);
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), elsewhere)))
                .contains("change-elsewhere");
        ObjectNode deferred = Plans.empty();
        deferred.putArray("deferred_action_invocations").addObject().put("reason", "unknown");
        assertThat(Plans.rules(Plans.review(directory, "Stack", deferred))).containsExactly("plan-incomplete");
    }

    @Test
    void aPlanWhoseChangesWereCutOffIsNoPlan() {
        ObjectNode plan = Plans.empty();
        plan.set("planned_values", Plans.json("""
                {"root_module": {"child_modules": [{"resources": [
                   {"address": "module.a.aws_vpc.one", "mode": "managed", "type": "aws_vpc"}]}]}}
                """));
        plan.remove("resource_changes");
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NOT_JUDGED);
        plan.set("planned_values", Plans.json("""
                {"root_module": {"resources": [{"address": "data.aws_region.one", "mode": "data", "type": "aws_region"}]}}
                """));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NO_CHANGES);
    }

    /** The old one goes on without being managed; from now on the new one is the one that counts. */
    @Test
    void whatIsMadeAnewBesideAForgottenOneIsJudged() {
        ObjectNode change = Plans.change(
                "create,forget",
                "aws_db_instance",
                PROTECTED,
                "{\"deletion_protection\": false, \"storage_encrypted\": true}");
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change))))
                .contains("deletion-protection-lowered", "forgotten");
    }

    /** Sizes that are not in steps: none is known to be as large as another. */
    @ParameterizedTest
    @CsvSource({
        "db.r5.4xlarge.tpc2.mem4x, db.r5.4xlarge.tpc2.mem2x",
        "db.r7i.metal-48xl, db.r7i.metal-24xl",
        "db.serverless, db.t4g.nano",
        "db.r5.0xlarge, db.r5.00xlarge"
    })
    void aClassOfUnknownSizeIsNotTakenForAsLarge(String before, String after) {
        ObjectNode change = Plans.change(
                "update",
                "aws_db_instance",
                "{\"instance_class\": \"%s\"}".formatted(before),
                "{\"instance_class\": \"%s\"}".formatted(after));
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change))))
                .contains("capacity-lowered");
    }

    @ParameterizedTest
    @CsvSource({"1e309, 1e308", "1e310, 1e309", "20, -1e309", "9007199254740993.0, 9007199254740992.0"})
    void numbersOfAnySizeAreCompared(String before, String after) {
        ObjectNode change = Plans.change("update", "aws_db_instance", "{}", "{}");
        String plan = Plans.with(Plans.empty(), change)
                .toString()
                .replace("\"before\":{}", "\"before\":{\"allocated_storage\":" + before + "}")
                .replace("\"after\":{}", "\"after\":{\"allocated_storage\":" + after + "}");
        assertThat(plan).contains(before, after);
        Path file = write("Stack.json", plan);
        Review review = Review.of(List.of(file), Optional.empty(), Options.standard());
        assertThat(Plans.rules(review)).contains("capacity-lowered");
        assertThat(MarkdownComment.of(review)).contains("`allocated_storage`");
    }

    /** A path that the object does not have: a name where a list has numbers, a name with a dot. */
    @ParameterizedTest
    @ValueSource(
            strings = {"[[\"ingress\", \"x\"]]", "[[\"ingress\", 99999999999]]", "[[\"a.b\"]]", "[[]]", "[7]", "{}", "7"
            })
    void pathsThatLeadNowhereDoNotEndTheReview(String paths) {
        ObjectNode change =
                Plans.change("delete,create", "aws_db_instance", "{\"ingress\": [1]}", "{\"ingress\": [2]}");
        ((ObjectNode) change.path("change")).set("replace_paths", Plans.json(paths));
        assertThat(Plans.rules(Plans.review(directory, "Stack", Plans.with(Plans.empty(), change))))
                .contains("database-replaced");
    }

    /** With provider 6 a resource has a region of its own; from a variable, it may be any. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"references\": [\"var.region\"]}", "{\"constant_value\": \"${var.region}\"}"})
    void aResourcesOwnRegionFromAVariableIsNotTakenForTheProviders(String region) {
        ObjectNode plan = Plans.empty();
        plan.withObject("/configuration/root_module").set("resources", Plans.json("""
                [{"address": "aws_kms_key.one", "mode": "managed", "type": "aws_kms_key", "provider_config_key": "aws",
                  "expressions": {"region": %s}}]
                """.formatted(region)));
        assertThat(Plans.findings(Plans.review(directory, "SecondaryDataStack", plan)))
                .extracting(Finding::address)
                .containsExactly("aws_kms_key.one");
    }

    /** A value that Terraform marks on one side only was secret until now, and is mostly the same text. */
    @ParameterizedTest
    @ValueSource(strings = {"before_sensitive", "after_sensitive"})
    void aValueThatIsSensitiveOnOneSideIsShownOnNone(String side) throws Exception {
        ObjectNode change = Plans.change(
                "update", "aws_db_instance", "{\"engine_version\": \"hunter1\"}", "{\"engine_version\": \"hunter2\"}");
        ((ObjectNode) change.path("change")).set(side, Plans.json("{\"engine_version\": true}"));
        Path file = Plans.write(directory, "Stack", Plans.with(Plans.empty(), change));
        Review review = Review.of(List.of(file), Optional.empty(), Options.standard());
        for (String output : List.of(MarkdownComment.of(review), ReviewJson.of(review), Sarif.of(review))) {
            assertThat(output).doesNotContain("hunter").contains("database-engine-changed");
        }
        assertThat(RedactedPlan.of(file)).doesNotContain("hunter");
    }

    /** The workflows review redacted plans: what is hidden there may have been lowered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_db_instance | {\"storage_encrypted\": true} | {\"storage_encrypted\": false}"
                        + " | {\"storage_encrypted\": true} | encryption-lowered",
                "aws_dynamodb_table | {\"point_in_time_recovery\": [{\"enabled\": true}]}"
                        + " | {\"point_in_time_recovery\": [{\"enabled\": false}]}"
                        + " | {\"point_in_time_recovery\": true} | backups-lowered",
                "aws_dynamodb_table | {\"point_in_time_recovery\": [{\"enabled\": true}]}"
                        + " | {\"point_in_time_recovery\": [{\"enabled\": false}]}"
                        + " | {\"point_in_time_recovery\": [true]} | backups-lowered",
                "aws_ecs_service | {\"desired_count\": 4} | {\"desired_count\": 1}"
                        + " | {\"desired_count\": true} | capacity-lowered",
                "aws_s3_bucket_versioning | {\"versioning_configuration\": [{\"status\": \"Enabled\"}]}"
                        + " | {\"versioning_configuration\": [{\"status\": \"Suspended\"}]}"
                        + " | {\"versioning_configuration\": [{\"status\": true}]} | versioning-lowered",
                "aws_s3_bucket_policy | null | {\"bucket\": \"b\", \"policy\": \"{\\\"Effect\\\": \\\"Deny\\\"}\"}"
                        + " | {\"policy\": true} | rights-changed",
                "aws_s3_bucket_policy | null | {\"bucket\": \"b\", \"policy\": \"{\\\"Effect\\\": \\\"Deny\\\"}\"}"
                        + " | {\"bucket\": true} | rights-changed",
                "aws_db_instance | null | {\"deletion_protection\": false}"
                        + " | {\"deletion_protection\": true} | unprotected-creation"
            })
    void aRedactedPlanHidesNoDanger(String type, String before, String after, String marks, String rule)
            throws Exception {
        ObjectNode change = Plans.change(before.equals("null") ? "create" : "update", type, before, after);
        for (String side : List.of("before_sensitive", "after_sensitive")) {
            ((ObjectNode) change.path("change")).set(side, Plans.json(marks));
        }
        Path file = Plans.write(directory, "Stack", Plans.with(Plans.empty(), change));
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .contains(rule);
        Files.writeString(file, RedactedPlan.of(file));
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .contains(rule);
    }

    /** A value that stays is hidden in the same words on both sides, which is no change. */
    @Test
    void aRedactedValueThatStaysIsNoFinding() throws Exception {
        ObjectNode change = Plans.change(
                "update",
                "aws_db_instance",
                "{\"deletion_protection\": true, \"tags\": null}",
                "{\"deletion_protection\": true, \"tags\": {\"a\": \"b\"}}");
        for (String side : List.of("before_sensitive", "after_sensitive")) {
            ((ObjectNode) change.path("change")).set(side, Plans.json("{\"deletion_protection\": true}"));
        }
        Path file = Plans.write(directory, "Stack", Plans.with(Plans.empty(), change));
        Files.writeString(file, RedactedPlan.of(file));
        assertThat(Plans.rules(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .isEmpty();
    }

    /** Sizes of two databases that are hidden in the same words are not the same size. */
    @Test
    void redactedSizesAreNotTakenForEqual() throws Exception {
        Path primary = capacity("PrimaryAppStack", 4);
        Path standby = capacity("SecondaryAppStack", 1);
        Review review = Review.of(List.of(primary, standby), Optional.empty(), Options.standard());
        assertThat(Plans.rules(review)).containsExactly("standby-below-primary");
    }

    private Path capacity(String stack, int tasks) throws Exception {
        String target = "{\"resource_id\": \"service/a/b\", \"max_capacity\": " + tasks + "}";
        ObjectNode change = Plans.change("no-op", "aws_appautoscaling_target", target, target);
        for (String side : List.of("before_sensitive", "after_sensitive")) {
            ((ObjectNode) change.path("change")).set(side, Plans.json("{\"max_capacity\": true}"));
        }
        Path file = Plans.write(directory, stack, Plans.with(Plans.empty(), change));
        return Files.writeString(file, RedactedPlan.of(file));
    }

    /** Secrets in what newer versions of Terraform add beside the changes. */
    @Test
    void nothingBesideTheChangesKeepsASecret() {
        ObjectNode change = Plans.change("update", "aws_x", "{\"s\": \"hunter1\"}", "{\"s\": \"hunter2\"}");
        for (String side : List.of("before_sensitive", "after_sensitive")) {
            ((ObjectNode) change.path("change")).set(side, Plans.json("{\"s\": true}"));
        }
        ObjectNode plan = Plans.empty();
        plan.putArray("deferred_changes").addObject().put("reason", "unknown").set("resource_change", change);
        ObjectNode invocation = Plans.object("""
                {"address": "action.a.b", "type": "a", "config_values": {"s": "hunter3"}, "config_sensitive": {"s": true}}
                """);
        plan.putArray("action_invocations").add(invocation);
        plan.putArray("deferred_action_invocations").addObject().set("action_invocation", invocation.deepCopy());
        assertThat(RedactedPlan.of(Plans.write(directory, "Stack", plan)))
                .doesNotContain("hunter")
                .contains("action.a.b");
    }

    @Test
    void twoPlansOfOneStackAreNotBothJudged() throws Exception {
        Path file = Plans.write(directory, "Stack", Plans.empty());
        Path other = Files.createDirectories(directory.resolve("Stack")).resolve("plan.json");
        Files.writeString(other, Plans.empty().toString());
        for (Path second : List.of(file, directory.resolve("./Stack.json"), other)) {
            Review review = Review.of(List.of(file, second), Optional.empty(), Options.standard());
            assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
            assertThat(MarkdownComment.of(review)).startsWith("**Not an all-clear: 1 plan could not be judged");
        }
    }

    @Test
    void aDirectoryIsNoPlan() {
        Review review = Review.of(List.of(directory), Optional.empty(), Options.standard());
        assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(review.unjudged().get(0).reason()).contains("cannot be read");
    }

    /** A synthesized stack of another moment says nothing about what it does not have. */
    @Test
    void whatTheSynthesizedStackDoesNotHaveIsNotTakenForGuarded() throws Exception {
        ObjectNode bucket = Plans.change("no-op", "aws_s3_bucket", "{}", "{}");
        ObjectNode gone = Plans.change("delete", "aws_s3_bucket", "{}", "null").put("address", "aws_s3_bucket.gone");
        Path stack = Files.createDirectories(directory.resolve("Stack"));
        Path file = Files.writeString(
                stack.resolve("plan.json"),
                Plans.with(Plans.empty(), bucket, gone).toString());
        Files.writeString(stack.resolve("cdk.tf.json"), "{\"terraform\": {}, \"resource\": {}}");
        assertThat(Plans.findings(Review.of(List.of(file), Optional.empty(), Options.standard())))
                .filteredOn(finding -> finding.rule().id().equals("prevent-destroy-missing"))
                .extracting(Finding::address)
                .containsExactly("aws_s3_bucket.one");
        for (String noStack : List.of("", "[]", "{}", "null")) {
            Files.writeString(stack.resolve("cdk.tf.json"), noStack);
            assertThat(Review.of(List.of(file), Optional.empty(), Options.standard())
                            .verdict())
                    .as(noStack)
                    .isEqualTo(Verdict.NOT_JUDGED);
        }
    }

    /** Terraform lists each resource, if only with a no-op: what is not listed was dropped, and may be what is destroyed. */
    @ParameterizedTest
    @ValueSource(strings = {"planned_values", "prior_state"})
    void aResourceOfWhichNothingIsSaidIsNotTakenForUnchanged(String where) throws Exception {
        ObjectNode plan = Plans.with(
                Plans.empty(),
                Plans.change("no-op", "aws_db_instance", "{}", "{}"),
                where.equals("prior_state")
                        ? Plans.change("no-op", "aws_kms_key", "{}", "{}")
                        : Plans.change("create", "aws_kms_key", "null", "{}"));
        JsonNode values = Plans.json("""
                {"root_module": {"resources": [
                   {"address": "aws_db_instance.one", "mode": "managed", "type": "aws_db_instance", "name": "one"},
                   {"address": "data.aws_region.here", "mode": "data", "type": "aws_region", "name": "here"}],
                 "child_modules": [{"address": "module.a", "resources": [
                   {"address": "aws_kms_key.one", "mode": "managed", "type": "aws_kms_key", "name": "one"}]}]}}
                """);
        plan.set(where, where.equals("prior_state") ? Plans.object("{}").set("values", values) : values);
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isNotEqualTo(Verdict.NOT_JUDGED);
        plan.withArray("/resource_changes").remove(1);

        Path file = Plans.write(directory, "Stack", plan);
        Review review = Review.of(List.of(file), Optional.empty(), Options.standard());

        assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(MarkdownComment.of(review))
                .startsWith("**Not an all-clear: ")
                .contains("aws_kms_key.one");
        Files.writeString(file, RedactedPlan.of(file));
        assertThat(Review.of(List.of(file), Optional.empty(), Options.standard())
                        .verdict())
                .as("redacted")
                .isEqualTo(Verdict.NOT_JUDGED);
    }

    /** Of a deletion only the prior state tells: it is cut out for its secrets, and one deletion is left out too. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"format_version\": \"1.0\"}", "{\"values\": {\"root_module\": {}}}"})
    void aPlanWithoutItsPriorStateIsNotTakenForWhole(String prior) {
        ObjectNode cut = Plans.with(Plans.empty(), Plans.change("update", "aws_vpc", "{\"a\": 1}", "{\"a\": 2}"));
        cut.set("prior_state", Plans.json(prior));
        Review review = Plans.review(directory, "Stack", cut);
        assertThat(review.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(MarkdownComment.of(review)).contains("prior state does not have", "aws_vpc.one");
        cut.put("format_version", "0.2");
        assertThat(Plans.review(directory, "Stack", cut).verdict())
                .as("an older format")
                .isEqualTo(Verdict.NO_OBJECTION);
    }

    /** A redacted plan whose prior state our tool once made up, or a state of which a part was cut out. */
    @Test
    void whatAChangeStartsFromIsInThePriorState() {
        ObjectNode plan = Plans.with(
                Plans.empty(),
                Plans.change("no-op", "aws_vpc", "{}", "{}"),
                Plans.change("no-op", "aws_kms_key", "{}", "{}"));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NO_CHANGES);
        plan.withArray("/prior_state/values/root_module/resources").remove(0);
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    /** Nothing that changes was there; outputs and drift say that something was. */
    @Test
    void outputsAndDriftTellOfAStateThatWasCutOut() {
        ObjectNode plan = Plans.with(Plans.empty(), Plans.change("create", "aws_vpc", "null", "{}"));
        ObjectNode outputs = plan.deepCopy();
        outputs.set("output_changes", Plans.json("""
                {"a": {"actions": ["create"], "before": null, "after": "1"}}
                """));
        assertThat(Plans.review(directory, "Stack", outputs).verdict())
                .as("a first deployment")
                .isEqualTo(Verdict.NO_OBJECTION);
        outputs.set("output_changes", Plans.json("""
                {"a": {"actions": ["no-op"], "before": "1", "after": "1"}}
                """));
        assertThat(Plans.review(directory, "Stack", outputs).verdict()).isEqualTo(Verdict.NOT_JUDGED);
        outputs.set("prior_state", Plans.json("{\"values\": {\"outputs\": {}, \"root_module\": {}}}"));
        assertThat(Plans.review(directory, "Stack", outputs).verdict())
                .as("a state of outputs alone")
                .isEqualTo(Verdict.NO_OBJECTION);

        plan.putArray("resource_drift").add(Plans.change("update", "aws_kms_key", "{\"a\": 1}", "{\"a\": 2}"));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NOT_JUDGED);
        plan.putArray("resource_drift").add(Plans.change("delete", "aws_kms_key", "{\"a\": 1}", "null"));
        assertThat(Plans.review(directory, "Stack", plan).verdict())
                .as("all that was there is gone, and the state is empty")
                .isEqualTo(Verdict.WARNING);
    }

    /** Without a refresh too the state as it was stands in the plan, and an import writes to it what it takes in. */
    @Test
    void aPlanOfTerraformWithoutRefreshAndWithAnImportIsWhole() {
        ObjectNode imported = Plans.change("update", "aws_vpc", "{\"a\": 1}", "{\"a\": 2}");
        ((ObjectNode) imported.path("change")).putObject("importing").put("id", "vpc-1");
        assertThat(Plans.review(directory, "Stack", Plans.with(Plans.empty(), imported))
                        .verdict())
                .isEqualTo(Verdict.NO_OBJECTION);
    }

    /** What is deposed is a second object of one address, and may be a database. */
    @Test
    void aDeposedObjectOfWhichNothingIsSaidIsNotTakenForGone() {
        ObjectNode plan = Plans.with(Plans.empty(), Plans.change("no-op", "aws_db_instance", "{}", "{}"));
        plan.set("prior_state", Plans.json("""
                {"values": {"root_module": {"resources": [
                   {"address": "aws_db_instance.one", "mode": "managed", "type": "aws_db_instance", "name": "one"},
                   {"address": "aws_db_instance.one", "mode": "managed", "type": "aws_db_instance", "name": "one",
                    "deposed_key": "0a1b2c3d"}]}}}
                """));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isEqualTo(Verdict.NOT_JUDGED);
        ObjectNode deposed =
                Plans.change("delete", "aws_db_instance", "{}", "null").put("deposed", "0a1b2c3d");
        assertThat(Plans.review(directory, "Stack", Plans.with(plan, deposed)).verdict())
                .isNotEqualTo(Verdict.NOT_JUDGED);
    }

    /** A state may have the address from before a move; one of before 1.0 has neither module nor index. */
    @Test
    void aResourceThatMovedIsNotLeftOut() {
        ObjectNode moved = Plans.change("no-op", "aws_kms_key", "{}", "{}");
        moved.put("address", "module.a.aws_kms_key.one[0]").put("previous_address", "aws_kms_key.old");
        ObjectNode plan = Plans.with(Plans.empty(), moved);
        plan.set("prior_state", Plans.json("""
                {"values": {"root_module": {"resources": [
                   {"address": "aws_kms_key.old", "mode": "managed", "type": "aws_kms_key", "name": "old"}]}}}
                """));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isNotEqualTo(Verdict.NOT_JUDGED);

        plan.put("format_version", "0.2").set("prior_state", Plans.json("""
                {"values": {"root_module": {"child_modules": [{"resources": [
                   {"address": "aws_kms_key.one", "mode": "managed", "type": "aws_kms_key", "name": "one", "index": 0}]}]}}}
                """));
        assertThat(Plans.review(directory, "Stack", plan).verdict()).isNotEqualTo(Verdict.NOT_JUDGED);
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
