package dev.drlab.infra.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drlab.infra.compute.balancer.PublicBalancerProps;
import dev.drlab.infra.compute.service.ServiceScalingProps;
import dev.drlab.infra.compute.service.ServiceSettings;
import dev.drlab.infra.compute.service.ServiceTaskRoleProps;
import dev.drlab.infra.compute.task.ExecutionRoleProps;
import dev.drlab.infra.compute.task.FargateTaskProps;
import dev.drlab.infra.compute.task.TaskLogsProps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The refusals of the props, without a synthesis. */
class PropsTest {
    @ParameterizedTest
    @CsvSource({"256,512", "256,2048", "512,1024", "1024,8192", "4096,30720"})
    void sizesThatFargateOffersAreTaken(int units, int mebibytes) {
        assertThat(task(units, mebibytes).memoryMib()).isEqualTo(mebibytes);
    }

    @ParameterizedTest
    @CsvSource({"256,1536", "256,4096", "512,1536", "1024,1024", "300,512"})
    void otherSizesAreNot(int units, int mebibytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task(units, mebibytes))
                .withMessageContaining("must be");
    }

    @Test
    void aVariableIsEitherPlainOrSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FargateTaskProps.builder("a", "b")
                        .environment(Map.of("X", "1"))
                        .secrets(Map.of("X", "arn"))
                        .roles("c", "d")
                        .logs("e", "f")
                        .build())
                .withMessageContaining("[X]");
    }

    @Test
    void moreSettingsMayNotReplaceThoseThatAreSet() {
        for (String name : List.of("DRLAB_REGION", "DRLAB_FORWARD_SECRET")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ServiceSettings(
                            "a", "b", 8080, "jdbc:postgresql://h/d", "t", "http://p", "arn", Map.of(name, "x")))
                    .withMessageContaining(name);
        }
    }

    @Test
    void aRegionIsNotItsOwnPeer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ServiceSettings("a", "a", 8080, "jdbc:postgresql://h/d", "t", "http://p", "arn", Map.of()))
                .withMessageContaining("peerRegion is a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceTaskRoleProps("n", Example.TRUST, "t", "t", "b", "k", "p"))
                .withMessageContaining("peerControlTableArn is t");
    }

    @Test
    void aListTokenCannotStandInAPolicy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExecutionRoleProps(
                        "n", Example.TRUST, List.of("#{TfToken[TOKEN.0]}"), List.of("s"), "l", "k"))
                .withMessageContaining("repositoryArns");
    }

    @Test
    void aBalancersNameLeavesRoomForThoseOfItsTargetGroups() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicBalancerProps(
                        "x".repeat(26), "v", List.of("s"), List.of("g"), Optional.empty(), "b", "p", 8080))
                .withMessageContaining("at most 25");
    }

    @Test
    void theScalingsMinimumIsNotAboveItsMaximum() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceScalingProps("c", "s", 5, 4, 60))
                .withMessageContaining("minTasks is 5");
    }

    @Test
    void aRetentionThatCloudWatchDoesNotKnowIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskLogsProps("n", 31, "k"))
                .withMessageContaining("retentionDays is 31");
    }

    private static FargateTaskProps task(int units, int mebibytes) {
        return FargateTaskProps.builder("a", "b")
                .size(units, mebibytes)
                .roles("c", "d")
                .logs("e", "f")
                .build();
    }
}
