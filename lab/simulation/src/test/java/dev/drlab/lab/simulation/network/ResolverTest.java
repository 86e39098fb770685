package dev.drlab.lab.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.network.dns.FailoverRecord;
import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.health.ThresholdHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final ThresholdHealth health = new ThresholdHealth("h", 1, false);
    private final FailoverRecord name = new FailoverRecord("app", 1000, "p", health, "s");
    private final Resolver resolver = new Resolver(name, nanos::get);

    @Test
    void keepsAnAnswerForItsTimeToLiveFromWhenItAsked() {
        List<String> changes = new ArrayList<>();
        resolver.onChange(answer -> changes.add(answer.region()));
        assertThat(resolver.current().region()).isEqualTo("p");
        health.observe(false, "down");
        assertThat(name.answer().region()).isEqualTo("s");
        advance(999);
        assertThat(resolver.current().region()).isEqualTo("p");
        advance(1);
        assertThat(resolver.current().region()).isEqualTo("s");
        health.observe(true, "up");
        advance(999);
        assertThat(resolver.current().region()).isEqualTo("s");
        advance(1);
        assertThat(resolver.current().region()).isEqualTo("p");
        advance(5000);
        assertThat(resolver.current().region()).isEqualTo("p");
        assertThat(changes).containsExactly("p", "s", "p");
    }

    @Test
    void refusesARecordOfOneRegion() {
        assertThatThrownBy(() -> new FailoverRecord("app", 1000, "p", health, "p"))
                .hasMessageContaining("both regions are p");
        assertThatThrownBy(() -> new FailoverRecord("app", -1, "p", health, "s"))
                .hasMessageContaining("-1 ms");
    }

    private void advance(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
