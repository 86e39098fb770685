package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.aws.ecs.LabApplicationAutoScalingClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsClient;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultRule;
import dev.drlab.lab.simulation.aws.fault.FaultyCloudWatch;
import dev.drlab.lab.simulation.aws.fault.FaultyDynamoDb;
import dev.drlab.lab.simulation.aws.fault.FaultyEcs;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.aws.fault.FaultyScaling;
import dev.drlab.lab.simulation.aws.fault.FaultySecretsManager;
import dev.drlab.lab.simulation.aws.fault.FaultySns;
import dev.drlab.lab.simulation.aws.fault.FaultySsm;
import dev.drlab.lab.simulation.aws.rds.LabRdsClient;
import dev.drlab.lab.simulation.control.LabDynamoDbClient;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;

class FaultyClientsTest {
    private static final Map<Class<?>, Class<?>> STAND_INS = Map.of(
            FaultyCloudWatch.class, LabCloudWatchClient.class,
            FaultyDynamoDb.class, LabDynamoDbClient.class,
            FaultyEcs.class, LabEcsClient.class,
            FaultyRds.class, LabRdsClient.class,
            FaultyScaling.class, LabApplicationAutoScalingClient.class,
            FaultySecretsManager.class, LabSecretsManagerClient.class,
            FaultySns.class, LabSnsClient.class,
            FaultySsm.class, LabSsmClient.class);
    private static final String TOPIC = Arns.of("sns", "us-west-2", "drlab-events");
    private static final PublishRequest MESSAGE =
            PublishRequest.builder().topicArn(TOPIC).message("promoted").build();

    private final LabSnsClient sns = new LabSnsClient(Set.of(TOPIC), Clock.systemUTC(), notification -> {});
    private final FaultInjector faults = new FaultInjector("us-west-2");
    private final FaultySns client = new FaultySns(faults, sns);

    /** Else an operation that a stand-in has could not be called in a lab, or would slip past the rules. */
    @Test
    void everyOperationOfAStandInIsBehindTheInjector() {
        STAND_INS.forEach((faulty, standIn) ->
                assertThat(operations(faulty)).as(faulty.getSimpleName()).isEqualTo(operations(standIn)));
    }

    @Test
    void passesThroughAndCountsWhatItFails() {
        FaultRule rule = faults.fail(call -> call.is("Sns", "publish"), Fault.SERVER_ERROR, 1);

        assertThatThrownBy(() -> client.publish(b -> b.topicArn(TOPIC).message("x")))
                .isInstanceOf(SnsException.class);
        assertThat(sns.published()).isEmpty();
        assertThat(client.publish(MESSAGE).messageId()).isNotBlank();
        assertThat(rule.hits()).isEqualTo(1);
        assertThat(client.serviceName()).isEqualTo("sns");
    }

    @Test
    void aDarkRegionAnswersNothing() {
        faults.darken();

        assertThatThrownBy(() -> client.publish(MESSAGE))
                .isExactlyInstanceOf(SdkClientException.class)
                .hasMessageContaining("Sns.publish")
                .hasMessageContaining("us-west-2");
        assertThat(sns.published()).isEmpty();
    }

    @Test
    void aRequestThatBreaksTheModelIsRefusedAsByTheProxy() {
        PublishRequest withoutMessage = PublishRequest.builder().topicArn(TOPIC).build();

        assertThatThrownBy(() -> client.publish(withoutMessage))
                .isInstanceOf(SnsException.class)
                .hasMessageContaining("validation error");
    }

    private static Set<String> operations(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 1
                    && !method.isSynthetic()
                    && Modifier.isPublic(method.getModifiers())
                    && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])) {
                names.add(method.getName() + Arrays.toString(method.getParameterTypes()));
            }
        }
        return names;
    }
}
