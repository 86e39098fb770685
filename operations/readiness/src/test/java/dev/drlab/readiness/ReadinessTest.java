package dev.drlab.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.readiness.check.Check;
import dev.drlab.readiness.check.Subject;
import dev.drlab.readiness.region.RegionReads;
import dev.drlab.readiness.region.Right;
import dev.drlab.readiness.region.UnjudgedException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** A fact that cannot be read never counts as passed, and no check takes longer than its limit. */
class ReadinessTest {
    private final FakeCloud cloud = new FakeCloud();

    @Test
    void aMissingRightIsNamedAndMakesTheWholeNotJudged() throws InterruptedException {
        cloud.standby().on(DescribeImagesRequest.class, r -> {
            throw EcrException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AccessDeniedException")
                            .errorMessage("not authorized")
                            .build())
                    .build();
        });
        ReadinessReport report = cloud.observe();
        Result image = FakeCloud.of(report, Check.IMAGE);
        assertThat(image.outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(image.fact()).contains("the right ecr:DescribeImages is missing", FakeCloud.SECONDARY);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(report.verdict().metric()).isZero();
        assertThat(report.headline()).contains("not judged to take over");
    }

    @Test
    void aServiceThatCallsItsRefusalOtherwiseIsUnderstoodToo() throws InterruptedException {
        cloud.standby().on(ListSubscriptionsByTopicRequest.class, r -> {
            throw SnsException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("AuthorizationError")
                            .build())
                    .build();
        });
        assertThat(cloud.observe(Check.NOTIFICATIONS).fact())
                .contains("the right sns:ListSubscriptionsByTopic is missing");
    }

    @Test
    void aRoleThatMachinesAndAgentShareIsAskedForTheRightsOfAll() throws InterruptedException {
        cloud.standby()
                .on(
                        DescribeStateMachineRequest.class,
                        r -> DescribeStateMachineResponse.builder()
                                .status(StateMachineStatus.ACTIVE)
                                .roleArn("arn:aws:iam::1:role/agent")
                                .definition("{}")
                                .build());
        cloud.standby().on(SimulatePrincipalPolicyRequest.class, r -> FakeCloud.decided(r, "rds:PromoteReadReplica"));
        assertThat(cloud.observe(Check.PERMISSIONS).findings().toString()).contains("rds:PromoteReadReplica");
    }

    /** An error of an unhealthy service is no evidence about a right. */
    @Test
    void anotherFailureIsNotJudgedEither() throws InterruptedException {
        cloud.standby().on(SimulatePrincipalPolicyRequest.class, r -> {
            throw IamException.builder()
                    .statusCode(500)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ServiceFailure")
                            .build())
                    .build();
        });
        Result result = cloud.observe(Check.PERMISSIONS);
        assertThat(result.outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(result.fact()).contains("iam:SimulatePrincipalPolicy failed").doesNotContain("is missing");
    }

    @Test
    void aTimeOutIsNotJudgedAndWhatFailedStaysFailed() throws InterruptedException {
        cloud.standby().on(DescribeImagesRequest.class, r -> {
            throw ApiCallTimeoutException.create(5000);
        });
        assertThat(FakeCloud.of(cloud.observe(), Check.IMAGE).fact()).contains("ecr:DescribeImages got no answer");
        cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceStatus("backing-up"));
        assertThat(cloud.observe().verdict()).isEqualTo(Verdict.NOT_READY);
    }

    @Test
    void whatNobodyAnswersInTimeIsNotJudgedAndTheOthersAre() throws InterruptedException {
        // Loads the classes, which on a busy machine takes longer than any answer.
        within(Duration.ofMinutes(1)).of(FakeCloud.SECONDARY, Optional.empty(), Map.of());
        CountDownLatch never = new CountDownLatch(1);
        cloud.standby().on(DescribeDbInstancesRequest.class, r -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("stopped");
        });
        ReadinessReport report = within(Duration.ofSeconds(5)).of(FakeCloud.SECONDARY, Optional.empty(), Map.of());
        assertThat(FakeCloud.of(report, Check.REPLICA).outcome()).isEqualTo(Outcome.NOT_JUDGED);
        assertThat(FakeCloud.of(report, Check.REPLICA).fact())
                .contains("no answer within 5 s", "rds:DescribeDBInstances");
        assertThat(FakeCloud.of(report, Check.LAG).outcome())
                .as(FakeCloud.of(report, Check.LAG).fact())
                .isEqualTo(Outcome.OK);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
    }

    private Readiness within(Duration limit) {
        return new Readiness(
                "drlab",
                cloud,
                InstantSource.fixed(FakeCloud.NOW),
                limit,
                (check, subject) -> Result.of(check, check.observe(subject)));
    }

    @Test
    void theLimitOfTheWholeIsBelowTwentySeconds() {
        assertThat(Readiness.LIMIT).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void withoutARunbookNothingButTheRegionIsKnown() throws InterruptedException {
        cloud.standby().on(GetParameterRequest.class, r -> {
            throw ParameterNotFoundException.builder().build();
        });
        ReadinessReport report = cloud.observe();
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(report.results())
                .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_JUDGED));
        assertThat(FakeCloud.of(report, Check.RUNBOOK).fact()).contains("/drlab/runbook", FakeCloud.SECONDARY);
    }

    @Test
    void aPeerThatTheRunbookDoesNotNameIsRefused() throws InterruptedException {
        ReadinessReport report = cloud.readiness().of(FakeCloud.SECONDARY, Optional.of(FakeCloud.SECONDARY), Map.of());
        assertThat(FakeCloud.of(report, Check.RUNBOOK).findings().toString())
                .contains("names the peer ap-southeast-2, asked was about us-west-2");
    }

    @Test
    void anErrorInACheckIsNotJudged() throws InterruptedException {
        ReadinessReport report = new Readiness(
                        "drlab",
                        cloud,
                        InstantSource.fixed(FakeCloud.NOW),
                        Duration.ofSeconds(60),
                        (check, subject) -> {
                            throw new IllegalStateException("a fault of " + check.id());
                        })
                .of(FakeCloud.SECONDARY, Optional.empty(), Map.of());
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_JUDGED);
        assertThat(FakeCloud.of(report, Check.LOCK).fact()).contains("a fault of lock");
    }

    @Test
    void whatWasLeftOutIsSaidAndNothingIsReadyWhenAllWas() throws InterruptedException {
        ReadinessReport report = cloud.readiness()
                .of(FakeCloud.SECONDARY, Optional.empty(), Map.of(Check.QUOTA, "asked with --without"));
        assertThat(FakeCloud.of(report, Check.QUOTA).fact()).isEqualTo("asked with --without");
        assertThat(report.verdict()).isEqualTo(Verdict.READY);
        assertThat(report.headline()).contains("left out: 1");
        Map<Check, String> all = new EnumMap<>(Check.class);
        for (Check check : Check.values()) {
            all.put(check, "none");
        }
        assertThat(cloud.readiness()
                        .of(FakeCloud.SECONDARY, Optional.empty(), all)
                        .verdict())
                .isEqualTo(Verdict.NOT_JUDGED);
    }

    /** The table of rights is what somebody grants: one that is missing there, or that nothing uses, is wrong. */
    @ParameterizedTest
    @EnumSource(Check.class)
    void aCheckUsesExactlyTheRightsThatItSays(Check check) {
        Map<String, RegionReads> reads = new HashMap<>();
        Subject subject = new Subject(
                "drlab",
                InstantSource.fixed(FakeCloud.NOW),
                FakeCloud.SECONDARY,
                Optional.empty(),
                name -> reads.computeIfAbsent(name, n -> new RegionReads(n, cloud.clients(n))));
        check.observe(subject);
        Set<Right> used = EnumSet.noneOf(Right.class);
        reads.values().forEach(region -> used.addAll(region.asked()));
        assertThat(used).isEqualTo(check.rights());
    }

    @Test
    void everyRightIsUsedByACheckAndOnlyReads() {
        Set<Right> used = EnumSet.noneOf(Right.class);
        for (Check check : Check.values()) {
            used.addAll(check.rights());
        }
        assertThat(used).containsExactlyInAnyOrder(Right.values());
        assertThat(Right.values())
                .extracting(Right::action)
                .allMatch(action -> action.matches("[a-z-]+:(Get|Describe|List|Simulate)[A-Za-z]+"));
    }

    @Test
    void oneReadThatFailedFailsForAllWhoNeedIt() {
        dev.drlab.readiness.region.Once<String> once = new dev.drlab.readiness.region.Once<>(() -> {
            throw new UnjudgedException("why");
        });
        for (int i = 0; i < 2; i++) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(once::get))
                    .isInstanceOf(UnjudgedException.class)
                    .hasMessage("why");
        }
    }

    @Test
    void theTextTellsWhatFailedFirstWithTheReasonAndTheRemedy() throws InterruptedException {
        cloud.database(FakeCloud.SECONDARY, db -> db.dbInstanceStatus("backing-up\u001b[2J"));
        String text = ReadinessText.of(cloud.observe());
        assertThat(text.lines().skip(2).findFirst().orElseThrow()).startsWith("FAILED      replica");
        assertThat(text)
                .contains("why:  only an available replica", "mend: wait until it is")
                .doesNotContain("\u001b");
        assertThat(text.lines().findFirst().orElseThrow())
                .isEqualTo(
                        "us-west-2: not ready to take over from ap-southeast-2 (23 of 24 checks are met, FAILED: 1)");
    }

    @Test
    void theJsonHasEveryCheckWithItsFindingsAndRights() throws InterruptedException {
        cloud.lock(FakeCloud.SECONDARY, "activate", "x", FakeCloud.NOW);
        ObjectNode json = ReadinessJson.of(cloud.observe());
        assertThat(json.path("verdict").asText()).isEqualTo("not-ready");
        assertThat(json.path("ready").asInt()).isZero();
        assertThat(json.path("checks")).hasSize(Check.values().length);
        assertThat(json.at("/checks/2/id").asText()).isEqualTo("lock");
        assertThat(json.at("/checks/2/outcome").asText()).isEqualTo("failed");
        assertThat(json.at("/checks/2/findings/0/severity").asText()).isEqualTo("blocks");
        assertThat(json.at("/checks/2/rights/0").asText()).isEqualTo("dynamodb:GetItem");
    }
}
