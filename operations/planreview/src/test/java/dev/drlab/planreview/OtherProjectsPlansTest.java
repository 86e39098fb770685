package dev.drlab.planreview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.planreview.report.MarkdownComment;
import dev.drlab.planreview.report.ReviewJson;
import dev.drlab.planreview.rules.Options;
import dev.drlab.planreview.rules.Review;
import dev.drlab.planreview.rules.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Plans of configurations that are not drlab's. Two were made by Terraform 1.11.4 (their README says how), those of OpenTofu
 * and of Terraform 0.12 by hand from the documented format.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/internals/json-format">JSON output format</a>
 */
class OtherProjectsPlansTest {
    @Test
    void whatIsInNestedModulesIsFoundUnderItsWholeAddress() throws Exception {
        assertThat(findings(review("nested-modules")))
                .containsExactly(
                        "data-destroyed module.team[\"a.b[\\\"c\\\"]\"].module.store.aws_dynamodb_table.orders[0]",
                        "data-destroyed module.team[\"a.b[\\\"c\\\"]\"].module.store.aws_secretsmanager_secret.token"
                                + "[\"live.eu\"]",
                        "backups-lowered module.team[\"payments\"].module.store.aws_dynamodb_table.orders[0]",
                        "drifted ");
    }

    /** No rule knows its types: nothing is passed over, and nothing is claimed. */
    @Test
    void anotherProvidersChangesAreSaidToBeUnjudged() throws Exception {
        Review review = review("builtin-provider");
        assertThat(findings(review))
                .containsExactly(
                        "unjudged-destruction terraform_data.server[\"a\"]",
                        "unjudged-destruction terraform_data.server[\"b\"]",
                        "unjudged-change ");
        assertThat(review.verdict()).isEqualTo(Verdict.WARNING);
    }

    @Test
    void aPlanOfOpenTofuIsJudged() throws Exception {
        Review review = review("opentofu");
        assertThat(findings(review))
                .containsExactly(
                        "health-check-removed module.dns.aws_route53_health_check.site[0]",
                        "unjudged-destruction google_sql_database_instance.orders",
                        "forgotten aws_s3_bucket.archive");
        assertThat(ReviewJson.of(review)).doesNotContain("hunter2");
    }

    /** It marks nothing as sensitive, so that no value of it is printed. */
    @Test
    void aPlanOfTerraform012IsJudgedWithoutShowingAValue() throws Exception {
        Review review = review("terraform-0.12");
        assertThat(findings(review))
                .containsExactly(
                        "database-replaced aws_db_instance.orders",
                        "deletion-protection-lowered aws_db_instance.orders",
                        "key-removed module.key.aws_kms_key.main",
                        "database-engine-changed aws_db_instance.orders");
        assertThat(ReviewJson.of(review) + MarkdownComment.of(review))
                .contains("sensitive, not shown")
                .doesNotContain("hunter", "11.5", "13.4");
    }

    private static List<String> findings(Review review) {
        assertThat(review.unjudged()).isEmpty();
        return Plans.findings(review).stream()
                .map(finding -> finding.rule().id() + " " + finding.address())
                .toList();
    }

    private static Review review(String name) throws Exception {
        Path file = Path.of(
                Objects.requireNonNull(OtherProjectsPlansTest.class.getResource("plans/others/" + name + ".json"))
                        .toURI());
        return Review.of(List.of(file), Optional.empty(), Options.standard());
    }
}
