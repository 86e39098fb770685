package dev.drlab.lab.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockWaitTest {
    private static final String REGION = "us-west-2";
    private static final Instant START = Instant.parse("2026-03-14T09:26:53Z");

    private final List<String> told = new ArrayList<>();
    private final LockWait wait = new LockWait((name, detail) -> told.add(name + " " + detail));

    @Test
    void fiftyRefusalsAreOneLineAndTheLockThatIsTakenAnother() {
        for (int second = 0; second < 50; second++) {
            attempt(second, "dev.drlab.agent.AgentException$Locked");
            assertThat(wait.isOn()).isTrue();
        }
        attempt(50, "");
        assertThat(wait.isOn()).isFalse();
        assertThat(told)
                .containsExactly(
                        "waiting for the lock of us-west-2, which a killed runner holds until its lease ends",
                        "lock taken of us-west-2, after 50 s");
    }

    @Test
    void aLockThatIsFreeIsNotWorthALine() {
        attempt(0, "");
        assertThat(told).isEmpty();
    }

    @Test
    void anotherFailureToTakeTheLockIsNoWait() {
        attempt(0, "dev.drlab.agent.AgentException$Unreachable");
        assertThat(wait.isOn()).isFalse();
        assertThat(told).isEmpty();
    }

    /** With the error that ends it; none when it is empty. */
    private void attempt(long second, String error) {
        hear(second, EventType.STATE_ENTERED, "");
        if (!error.isEmpty()) {
            hear(second, EventType.CATCH, error);
        }
        hear(second, EventType.STATE_EXITED, "");
    }

    private void hear(long second, EventType type, String error) {
        wait.hear(
                REGION,
                new ExecutionEvent(
                        1,
                        START.plusSeconds(second),
                        type,
                        "",
                        "TakeLock",
                        JsonNodeFactory.instance.objectNode().put("error", error)));
    }
}
