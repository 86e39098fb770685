package dev.drlab.lab.simulation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.lab.simulation.aws.ecs.LabApplicationAutoScalingClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsClient;
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
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;

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

    /** Else an operation that a stand-in has could not be called in a lab, or would slip past the rules. */
    @Test
    void everyOperationOfAStandInIsBehindTheInjector() {
        STAND_INS.forEach((faulty, standIn) ->
                assertThat(operations(faulty)).as(faulty.getSimpleName()).isEqualTo(operations(standIn)));
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
