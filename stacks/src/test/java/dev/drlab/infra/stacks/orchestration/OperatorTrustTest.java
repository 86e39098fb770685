package dev.drlab.infra.stacks.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.infra.stacks.iam.Caller;
import dev.drlab.infra.stacks.iam.Policy;
import dev.drlab.infra.stacks.iam.Question;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Callers that may assume the operator role: users with MFA, and sessions of the named permission sets, which have no
 * MFA key.
 */
class OperatorTrustTest {
    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:iam::123456789012:role/drlab-primary-operator";

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", "'', false"})
    void aUserNeedsMfa(String mfa, boolean trusted) {
        for (List<String> permissionSets : List.of(List.<String>of(), List.of("Operators"))) {
            assertThat(trusts(permissionSets, "arn:aws:iam::123456789012:user/alice", mfa))
                    .as("%s", permissionSets)
                    .isEqualTo(trusted);
        }
    }

    /** The role's path names the instance's region, except in us-east-1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_0123456789abcdef",
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Operators_0123456789abcdef",
            })
    void aSessionOfANamedPermissionSetIsAdmittedWithoutTheKey(String role) {
        assertThat(trusts(List.of("Operators"), role, "")).isTrue();
        assertThat(trusts(List.of("Others", "Operators"), role, "")).isTrue();
        assertThat(trusts(List.of("Others"), role, "")).isFalse();
        assertThat(trusts(List.of(), role, "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/AWSReservedSSO_Operators_0123456789abcdef",
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef",
                "arn:aws:iam::210987654321:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_0123456789abcdef",
            })
    void aRoleThatIsMerelyCalledSoIsNot(String role) {
        assertThat(trusts(List.of("Operators"), role, "")).isFalse();
    }

    @Test
    void nobodyOfAnotherAccountIs() {
        Policy trust = Policy.parse("trust", OperatorRole.trust(ACCOUNT, List.of("Operators")));
        Caller stranger = Caller.principal("210987654321", "arn:aws:iam::210987654321:user/alice");
        assertThat(trust.trusts(stranger, question("arn:aws:iam::210987654321:user/alice", "true")))
                .isFalse();
    }

    /** IAM's limit on a trust policy; {@code ConfigParser} admits six. */
    @Test
    void asManyPermissionSetsAsAreAdmittedFitIntoATrustPolicy() {
        List<String> longest =
                IntStream.range(0, 6).mapToObj(i -> i + "x".repeat(31)).toList();
        assertThat(OperatorRole.trust(ACCOUNT, longest)).hasSizeLessThanOrEqualTo(2048);
    }

    private static boolean trusts(List<String> permissionSets, String arn, String mfa) {
        return Policy.parse("trust", OperatorRole.trust(ACCOUNT, permissionSets))
                .trusts(Caller.principal(ACCOUNT, arn), question(arn, mfa));
    }

    private static Question question(String arn, String mfa) {
        Question question = Question.of("sts:AssumeRole", ROLE).with("aws:PrincipalArn", arn);
        return mfa.isEmpty()
                ? question.with("aws:MultiFactorAuthPresent")
                : question.with("aws:MultiFactorAuthPresent", mfa);
    }
}
