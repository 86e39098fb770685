package dev.drlab.infra.statebackend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.hashicorp.cdktf.TerraformStack;
import com.hashicorp.cdktf.Testing;
import com.hashicorp.cdktf.providers.aws.provider.AwsProvider;
import dev.drlab.infra.synthesized.Synthesized;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StateBackendTest {
    private static final String BUCKET = "drlab-111122223333-us-west-2-tfstate";
    private static final String ALIAS = "alias/drlab-tfstate";
    private static Synthesized state;

    @BeforeAll
    static void synthesize() {
        state = Synthesized.of("SecondaryStateBackendStack", StateBackendTest::secondary);
    }

    private static void secondary(TerraformStack stack) {
        AwsProvider.Builder.create(stack, "aws").region("us-west-2").build();
        new StateBucket(stack, "state", new StateBucketProps(BUCKET, ALIAS, "aws", "111122223333", 365));
        new StateBackend.InBucket(BUCKET, "us-west-2", ALIAS).attach(stack, "SecondaryStateBackendStack");
    }

    @Test
    void stateIsLockedByAFileAndEncryptedWithTheBucketsKey() {
        JsonNode backend = state.root().at("/terraform/backend/s3");
        assertThat(backend.path("use_lockfile").asBoolean()).isTrue();
        assertThat(backend.path("encrypt").asBoolean()).isTrue();
        assertThat(backend.path("kms_key_id").asText()).isEqualTo(ALIAS);
        assertThat(backend.path("bucket").asText()).isEqualTo(BUCKET);
        assertThat(backend.path("region").asText()).isEqualTo("us-west-2");
        assertThat(backend.path("key").asText()).isEqualTo("SecondaryStateBackendStack.tfstate");
        assertThat(backend.has("dynamodb_table")).isFalse();
        assertThat(backend.has("role_arn")).isFalse();
    }

    @Test
    void stateOnDiskIsWhereItWasAskedFor() {
        TerraformStack stack = new TerraformStack(Testing.app(), "local");
        new StateBackend.OnDisk("../../../.drlab/state").attach(stack, "PrimaryDataStack");
        JsonNode backend = Synthesized.of(stack).root().at("/terraform/backend");
        assertThat(backend.at("/local/path").asText()).isEqualTo("../../../.drlab/state/PrimaryDataStack.tfstate");
        assertThat(backend).hasSize(1);
    }

    @Test
    void bucketAndKeyAreKept() {
        assertThat(state.only("aws_s3_bucket").at("/lifecycle/prevent_destroy").asBoolean())
                .isTrue();
        assertThat(state.only("aws_kms_key").at("/lifecycle/prevent_destroy").asBoolean())
                .isTrue();
        assertThat(state.only("aws_kms_alias").path("name").asText()).isEqualTo(ALIAS);
    }

    @Test
    void bucketIsVersionedEncryptedAndPrivate() {
        assertThat(state.only("aws_s3_bucket_versioning")
                        .at("/versioning_configuration/status")
                        .asText())
                .isEqualTo("Enabled");
        assertThat(state.only("aws_s3_bucket_server_side_encryption_configuration")
                        .at("/rule/0/apply_server_side_encryption_by_default/sse_algorithm")
                        .asText())
                .isEqualTo("aws:kms");
        JsonNode block = state.only("aws_s3_bucket_public_access_block");
        for (String name : new String[] {
            "block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"
        }) {
            assertThat(block.path(name).asBoolean()).as(name).isTrue();
        }
        assertThat(state.only("aws_s3_bucket_lifecycle_configuration")
                        .at("/rule/0/noncurrent_version_expiration/noncurrent_days")
                        .asInt())
                .isEqualTo(365);
    }

    @Test
    void bucketTakesNoRequestsWithoutTls12() {
        JsonNode policy = Synthesized.parse(
                state.only("aws_s3_bucket_policy").path("policy").asText());
        assertThat(policy.path("Statement"))
                .hasSize(2)
                .allMatch(statement -> statement.path("Effect").asText().equals("Deny"))
                .anyMatch(statement -> statement
                        .at("/Condition/Bool/aws:SecureTransport")
                        .asText()
                        .equals("false"))
                .anyMatch(statement -> statement
                        .at("/Condition/NumericLessThan/s3:TlsVersion")
                        .asText()
                        .equals("1.2"));
    }

    @Test
    void aliasNeedsItsPrefix() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StateBackend.InBucket(BUCKET, "us-west-2", "drlab"))
                .withMessageContaining("kmsAlias is \"drlab\"");
    }
}
