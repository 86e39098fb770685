package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.lab.simulation.aws.fault.FaultyDynamoDb;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.aws.fault.FaultySns;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;

class FaultInjectorTest {
    private static final String TOPIC = Arns.of("sns", "us-west-2", "drlab-events");
    private static final PublishRequest MESSAGE =
            PublishRequest.builder().topicArn(TOPIC).message("promoted").build();

    private final LabSnsClient sns = new LabSnsClient(Set.of(TOPIC), Clock.systemUTC(), notification -> {});
    private final FaultInjector faults = new FaultInjector("us-west-2");
    private final SnsClient client = new FaultySns(faults, sns);

    @Test
    void passesThroughAndThrowsWhatTheServiceThrows() {
        assertThat(client.publish(MESSAGE).messageId()).isNotBlank();
        assertThat(client.serviceName()).isEqualTo("sns");
        assertThatThrownBy(() -> client.publish(b -> b.topicArn("arn:none").message("x")))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void aDarkRegionAnswersNothing() {
        faults.darken();

        assertThat(faults.isLost()).isTrue();
        assertThatThrownBy(() -> client.publish(MESSAGE))
                .isExactlyInstanceOf(SdkClientException.class)
                .hasMessageContaining("Sns.publish")
                .hasMessageContaining("us-west-2");
        assertThat(sns.published()).isEmpty();

        faults.lighten();
        client.publish(MESSAGE);
        assertThat(sns.published()).hasSize(1);
    }

    @Test
    void throttlesOnceAndCounts() {
        FaultRule rule = faults.fail(call -> call.is("Sns", "publish"), Fault.THROTTLED, 1);

        assertThatThrownBy(() -> client.publish(MESSAGE)).isInstanceOfSatisfying(SnsException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("Throttling");
            assertThat(e.awsErrorDetails().errorMessage()).isEqualTo("Rate exceeded");
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.isThrottlingException()).isTrue();
        });
        client.publish(MESSAGE);
        assertThat(rule.hits()).isEqualTo(1);
        assertThat(sns.published()).hasSize(1);
    }

    @Test
    void anUnmodelledErrorIsTheServicesBaseClass() {
        RdsClient rds = new FaultyRds(faults, new EmptyRds());
        faults.failAlways(call -> call.service().equals("Rds"), Fault.THROTTLED);

        assertThatThrownBy(() -> rds.describeDBInstances(
                        DescribeDbInstancesRequest.builder().build()))
                .isExactlyInstanceOf(RdsException.class);
    }

    @Test
    void aModelledErrorIsItsOwnClass() {
        DynamoDbClient dynamo = new FaultyDynamoDb(faults, new EmptyDynamo());
        faults.failAlways(call -> call.service().equals("DynamoDb"), Fault.THROTTLED);

        assertThatThrownBy(() -> dynamo.getItem(GetItemRequest.builder().build()))
                .isInstanceOfSatisfying(DynamoDbException.class, e -> {
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
                    assertThat(e.getClass().getSimpleName()).isEqualTo("ThrottlingException");
                });
    }

    @Test
    void serverErrorsAreRepeatedUntilDisarmed() {
        FaultRule rule = faults.failAlways(call -> true, Fault.SERVER_ERROR);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> client.publish(MESSAGE))
                    .isInstanceOfSatisfying(
                            SnsException.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        }
        rule.disarm();
        client.publish(MESSAGE);
        assertThat(rule.hits()).isEqualTo(3);
    }

    @Test
    void aLostAnswerHappenedAndALostRequestDidNot() {
        faults.fail(call -> call.is("Sns", "publish"), Fault.REQUEST_LOST, 1);
        faults.fail(call -> call.is("Sns", "publish"), Fault.ANSWER_LOST, 1);

        assertThatThrownBy(() -> client.publish(MESSAGE)).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(sns.published()).isEmpty();
        assertThatThrownBy(() -> client.publish(MESSAGE)).isInstanceOf(ApiCallTimeoutException.class);
        assertThat(sns.published()).hasSize(1);
    }

    @Test
    void shorthandsDoNotSlipPastTheRules() {
        faults.fail(call -> call.is("Sns", "publish"), Fault.SERVER_ERROR, 1);

        assertThatThrownBy(() -> client.publish(b -> b.topicArn(TOPIC).message("x")))
                .isInstanceOf(SnsException.class);
        assertThat(sns.published()).isEmpty();
    }

    @Test
    void rulesSeeTheRequest() {
        faults.failAlways(
                call -> call.request() instanceof PublishRequest publish
                        && publish.message().contains("secret"),
                Fault.SERVER_ERROR);

        client.publish(MESSAGE);
        assertThatThrownBy(() -> client.publish(b -> b.topicArn(TOPIC).message("a secret")))
                .isInstanceOf(SnsException.class);
        faults.disarmAll();
        client.publish(b -> b.topicArn(TOPIC).message("a secret"));
        assertThat(sns.published()).extracting(Notification::message).isEqualTo(List.of("promoted", "a secret"));
    }

    @Test
    void whatTheStandInDoesNotModelOfARequestIsNamed() {
        assertThatThrownBy(
                        () -> client.publish(b -> b.topicArn(TOPIC).message("x").phoneNumber("+1")))
                .hasMessageContaining("Sns.publish without PhoneNumber");
    }

    private static final class EmptyRds implements RdsClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class EmptyDynamo implements DynamoDbClient {
        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
