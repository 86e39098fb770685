package dev.drlab.infra.stacks.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Allowed and refused actions, and that no unknown element is ignored. */
class PolicyTest {
    private static final String TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/drlab-control";

    @ParameterizedTest
    @CsvSource({
        "dynamodb:GetItem, arn:aws:dynamodb:us-west-2:123456789012:table/drlab-control, true",
        "DynamoDB:getitem, arn:aws:dynamodb:us-west-2:123456789012:table/drlab-control, true",
        "dynamodb:UpdateItem, arn:aws:dynamodb:us-west-2:123456789012:table/drlab-control, false",
        "dynamodb:GetItem, arn:aws:dynamodb:us-west-2:123456789012:table/other, false",
        "dynamodb:GetItem, arn:aws:dynamodb:ap-southeast-2:123456789012:table/drlab-control, false",
        "dynamodb:GetItem, *, false",
    })
    void anActionIsAllowedOnWhatIsNamed(String action, String resource, boolean allowed) {
        Policy policy = allow("\"dynamodb:GetItem\"", "\"" + TABLE + "\"", "");

        assertThat(Policy.allow(List.of(policy), Question.of(action, resource))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:rds:us-west-2:1:db:drlab-old-*, arn:aws:rds:us-west-2:1:db:drlab-old-4, true",
        "arn:aws:rds:us-west-2:1:db:drlab-old-*, arn:aws:rds:us-west-2:1:db:drlab, false",
        "arn:aws:rds:*:1:db:drlab, arn:aws:rds:us-west-2:1:db:drlab, true",
        "arn:aws:rds:*:db:drlab, arn:aws:rds:us-west-2:1:db:drlab, false",
        "arn:aws:secretsmanager:us-west-2:1:secret:a-??????, arn:aws:secretsmanager:us-west-2:1:secret:a-Zz19aB, true",
        "arn:aws:secretsmanager:us-west-2:1:secret:a-??????, arn:aws:secretsmanager:us-west-2:1:secret:a-b-Zz19aB, false",
    })
    void aWildcardStaysWithinItsPartOfAnArn(String pattern, String arn, boolean matches) {
        assertThat(Policy.allow(List.of(allow("\"x:Y\"", "\"" + pattern + "\"", "")), Question.of("x:Y", arn)))
                .isEqualTo(matches);
    }

    @Test
    void aDenialIsAboveWhatIsAllowed() {
        Policy allows = allow("\"x:*\"", "\"*\"", "");
        Policy denies = Policy.parse("denies", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "x:Delete", "Resource": "*"}}
                """);

        assertThat(Policy.allow(List.of(allows, denies), Question.of("x:Get", "*")))
                .isTrue();
        assertThat(Policy.allow(List.of(allows, denies), Question.of("x:Delete", "*")))
                .isFalse();
        assertThat(Policy.allow(List.of(), Question.of("x:Get", "*"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "StringEquals, a, a, true",
        "StringEquals, a*, ab, false",
        "StringLike, a*, ab, true",
        "ArnLike, arn:aws:ecs:us-west-2:1:*, arn:aws:ecs:us-west-2:1:task/x, true",
        "ArnLike, arn:aws:ecs:us-west-2:1:*, arn:aws:ecs:us-west-2:2:task/x, false",
        "Bool, true, true, true",
        "Bool, true, false, false",
    })
    void aConditionComparesTheRequestsValue(String operator, String wanted, String given, boolean holds) {
        Policy policy = allow("\"x:Y\"", "\"*\"", condition(operator, "\"" + wanted + "\""));

        assertThat(Policy.allow(List.of(policy), Question.of("x:Y", "*").with("K:e", given)))
                .isEqualTo(holds);
        assertThat(Policy.allow(List.of(policy), Question.of("x:Y", "*").with("k:E")))
                .as("absent")
                .isFalse();
    }

    /** As in AWS: a request without an item passes ForAllValues. */
    @Test
    void everyItemMustBeOneThatIsNamed() {
        Policy policy = allow("\"x:Y\"", "\"*\"", condition("ForAllValues:StringEquals", "[\"a\", \"b\"]"));
        Question question = Question.of("x:Y", "*");

        assertThat(Policy.allow(List.of(policy), question.with("k:e", "a", "b")))
                .isTrue();
        assertThat(Policy.allow(List.of(policy), question.with("k:e", "a", "lock")))
                .isFalse();
        assertThat(Policy.allow(List.of(policy), question.with("k:e"))).isTrue();
    }

    @Test
    void aKeyThatNobodyThoughtAboutIsRefusedByName() {
        Policy policy = allow("\"x:Y\"", "\"*\"", condition("StringEquals", "\"v\""));

        assertThatThrownBy(() -> Policy.allow(List.of(policy), Question.of("x:Y", "*")))
                .isInstanceOf(UnknownElementException.class)
                .hasMessageContaining("k:e")
                .hasMessageContaining("x:Y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Effect\": \"Allow\", \"NotAction\": \"x:Y\", \"Resource\": \"*\"",
                "\"Effect\": \"Allow\", \"Action\": \"x:Y\", \"NotResource\": \"a\"",
                "\"Effect\": \"Allow\", \"Action\": \"x:Y\", \"Resource\": \"arn:aws:s3:::${aws:username}\"",
                "\"Effect\": \"Maybe\", \"Action\": \"x:Y\", \"Resource\": \"*\"",
                "\"Effect\": \"Allow\", \"Action\": \"x:Y\", \"Resource\": \"*\", \"Condition\": {\"IpAddress\": {\"a:b\": \"c\"}}",
                "\"Effect\": \"Allow\", \"Action\": \"x:Y\", \"Resource\": \"*\", \"Condition\": {\"StringEquals\": {\"a:b\": \"${c}\"}}",
                "\"Effect\": \"Allow\", \"Action\": \"x:Y\", \"Resource\": \"*\", \"Condition\": {\"StringEqualsIfExists\": {\"a:b\": \"c\"}}",
            })
    void whatIsNotKnownIsRefused(String statement) {
        assertThatThrownBy(() ->
                        Policy.parse("strange", "{\"Version\": \"2012-10-17\", \"Statement\": [{" + statement + "}]}"))
                .isInstanceOf(UnknownElementException.class)
                .hasMessageContaining("strange, statement 1");
    }

    @Test
    void aRoleTrustsWhomItsPolicyNames() {
        Policy trust = Policy.parse("trust", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "states.amazonaws.com"},
                  "Condition": {"StringEquals": {"aws:SourceAccount": "1"}}}]}
                """);
        Question own = Question.of("sts:AssumeRole", "arn:aws:iam::1:role/r").with("aws:SourceAccount", "1");

        assertThat(trust.trusts(Caller.service("states.amazonaws.com"), own)).isTrue();
        assertThat(trust.trusts(Caller.service("states.amazonaws.com"), own.with("aws:SourceAccount", "2")))
                .isFalse();
        assertThat(trust.trusts(Caller.service("lambda.amazonaws.com"), own)).isFalse();
        assertThat(trust.trusts(Caller.principal("1", "arn:aws:iam::1:user/a"), own))
                .isFalse();
    }

    private static Policy allow(String action, String resource, String condition) {
        return Policy.parse(
                "policy",
                "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": " + action
                        + ", \"Resource\": " + resource + condition + "}]}");
    }

    private static String condition(String operator, String values) {
        return ", \"Condition\": {\"" + operator + "\": {\"k:e\": " + values + "}}";
    }
}
