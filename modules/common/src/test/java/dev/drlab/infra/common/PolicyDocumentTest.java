package dev.drlab.infra.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    @Test
    void oneValueStandsAsATextAndSeveralAsAListInTheOrderGiven() {
        assertThat(PolicyDocument.of(
                                Statement.allow("s3:PutObject", "s3:GetObject")
                                        .named("Objects")
                                        .on("arn:aws:s3:::b/*")
                                        .when("StringEquals", "aws:SourceAccount", "1")
                                        .when("ArnEquals", "aws:SourceArn", "arn:x", "arn:y")
                                        .when("StringEquals", "s3:x-amz-acl", "private"),
                                Statement.deny("s3:*").to("AWS", "*").on("arn:aws:s3:::b", "arn:aws:s3:::b/*"))
                        .json())
                .isEqualTo("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Sid\":\"Objects\",\"Effect\":\"Allow\",\"Action\":[\"s3:PutObject\",\"s3:GetObject\"],"
                        + "\"Resource\":\"arn:aws:s3:::b/*\",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"1\","
                        + "\"s3:x-amz-acl\":\"private\"},\"ArnEquals\":{\"aws:SourceArn\":[\"arn:x\",\"arn:y\"]}}},"
                        + "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"s3:*\","
                        + "\"Resource\":[\"arn:aws:s3:::b\",\"arn:aws:s3:::b/*\"]}]}");
    }

    @Test
    void everyResourceIsSaidAndNotSlippedIn() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Statement.allow("s3:GetObject").named("Objects").on(List.of("arn:aws:s3:::b/*", "*")))
                .withMessageContaining("Objects")
                .withMessageContaining("each must be named");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Statement.allow("s3:GetObject").on(List.of()));
        assertThat(Statement.allow("ecr:GetAuthorizationToken").onAnything().resources())
                .containsExactly("*");
    }

    @Test
    void refusesADocumentThatSaysNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> PolicyDocument.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Statement.allow());
    }

    @Test
    void aStatementIsNotChangedByThoseMadeFromIt() {
        Statement account = Statement.trust("states.amazonaws.com");
        Statement narrowed =
                account.when("StringEquals", "aws:SourceAccount", "1").when("StringEquals", "k", "v");
        assertThat(account.conditions()).isEmpty();
        assertThat(narrowed.conditions().get("StringEquals")).hasSize(2);
    }
}
