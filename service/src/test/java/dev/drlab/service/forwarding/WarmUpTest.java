package dev.drlab.service.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private final Queue<ForwardRequest> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean peerServes = true;
    private final WarmUp warmUp = new WarmUp((request, timeLimit) -> {
        asked.add(request);
        int status = "GET".equals(request.method()) ? 200 : 400;
        return new ForwardResponse(peerServes ? status : 503, new byte[0], Map.of());
    });

    @AfterEach
    void close() {
        warmUp.close();
    }

    @Test
    void asksThePeerUntilItsCodeIsWarmAndWritesNothing() {
        assertThat(warmUp.done()).isFalse();
        warmUp.start();
        await().until(warmUp::done);
        assertThat(asked).hasSizeGreaterThanOrEqualTo(300);
        assertThat(asked)
                .filteredOn(request -> "POST".equals(request.method()))
                .allSatisfy(request -> assertThat(new String(request.body(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"value\": 0}"));
    }

    @Test
    void isNotDoneWhileThePeerRefuses() {
        peerServes = false;
        warmUp.start();
        await().until(() -> asked.size() >= 3);
        assertThat(warmUp.done()).isFalse();
    }
}
