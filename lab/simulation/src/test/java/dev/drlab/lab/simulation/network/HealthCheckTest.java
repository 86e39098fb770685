package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.drlab.lab.simulation.network.health.CalculatedCheck;
import dev.drlab.lab.simulation.network.health.HealthCheck;
import dev.drlab.lab.simulation.network.health.HealthState;
import dev.drlab.lab.simulation.network.health.HealthTransition;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import dev.drlab.lab.simulation.network.health.ThresholdHealth;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HealthCheckTest {
    private static final ProbeSettings FAST = new ProbeSettings(20, 3, 200);

    @Test
    void changesAfterAsManyProbesAsTheThresholdBothWays() {
        ThresholdHealth health = new ThresholdHealth("h", 3, false);
        List<HealthTransition> seen = new CopyOnWriteArrayList<>();
        health.onTransition(seen::add);
        assertThat(health.healthy()).isTrue();
        observe(health, false, false);
        assertThat(health.settled()).isFalse();
        observe(health, true, false, false);
        assertThat(health.healthy()).as("interrupted failures do not add up").isTrue();
        observe(health, false);
        assertThat(health.state()).isEqualTo(HealthState.UNHEALTHY);
        observe(health, true, true, false, true, true);
        assertThat(health.healthy()).isFalse();
        observe(health, true);
        assertThat(health.healthy()).isTrue();
        assertThat(seen)
                .extracting(HealthTransition::state)
                .containsExactly(HealthState.UNHEALTHY, HealthState.HEALTHY);
    }

    @Test
    void anInvertedCheckSaysTheOpposite() {
        ThresholdHealth health = new ThresholdHealth("h", 1, true);
        assertThat(health.healthy()).as("before any probe, as in Route 53").isFalse();
        observe(health, false);
        assertThat(health.healthy()).isTrue();
        observe(health, true);
        assertThat(health.healthy()).isFalse();
    }

    @Test
    void probesARealServerThroughALinkThatCanBeCut() throws Exception {
        try (Network network = new Network();
                TestTask task = new TestTask("t")) {
            Relay relay = network.internet()
                    .relay(
                            Network.INTERNET,
                            "b",
                            0,
                            () -> Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), task.port())));
            URI uri = URI.create("http://127.0.0.1:" + relay.port() + "/healthz");
            try (HealthCheck check = new HealthCheck("h", uri, FAST, false)) {
                List<HealthTransition> seen = new CopyOnWriteArrayList<>();
                check.onTransition(seen::add);
                check.start();
                await().until(check::settled);
                assertThat(check.healthy()).isTrue();
                task.healthz = 503;
                await().until(() -> !check.healthy());
                assertThat(seen.get(0).detail()).contains("status 503");
                task.healthz = 200;
                await().until(check::healthy);
                network.internet().cut();
                await().until(() -> !check.healthy());
                assertThat(seen.get(2).detail()).contains("no answer within 200 ms");
                network.internet().heal();
                await().until(check::healthy);
                network.lose("b");
                await().until(() -> !check.healthy());
            }
        }
    }

    @Test
    void aCalculatedCheckCountsItsChildren() {
        ThresholdHealth one = new ThresholdHealth("one", 1, false);
        ThresholdHealth two = new ThresholdHealth("two", 1, false);
        CalculatedCheck all = CalculatedCheck.atLeast(2, "all", List.of(one, two));
        CalculatedCheck any = CalculatedCheck.atLeast(1, "any", List.of(one, two));
        observe(one, false);
        assertThat(all.healthy()).isFalse();
        assertThat(any.healthy()).isTrue();
        observe(two, false);
        assertThat(any.healthy()).isFalse();
        observe(one, true);
        observe(two, true);
        assertThat(all.healthy()).isTrue();
        assertThatThrownBy(() -> CalculatedCheck.atLeast(3, "x", List.of(one, two)))
                .hasMessageContaining("can never decide");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new ProbeSettings(1, 3, 100)).hasMessageContaining("interval of 1 ms");
        assertThatThrownBy(() -> new ProbeSettings(100, 0, 100)).hasMessageContaining("threshold 0");
        assertThatThrownBy(() -> new ProbeSettings(100, 3, 0)).hasMessageContaining("timeout of 0 ms");
        assertThatThrownBy(() -> new HealthCheck("h", URI.create("https://host/x"), FAST, false))
                .hasMessageContaining("http://host:port/path");
    }

    private static void observe(ThresholdHealth health, boolean... results) {
        for (boolean result : results) {
            health.observe(result, "test");
        }
    }
}
