package dev.drlab.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.runner.EventType;
import dev.drlab.statemachine.runner.ExecutionEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lines that are shown for a run, and their times. */
class ProgressTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final StringWriter out = new StringWriter();
    private Instant now = START;
    private final Progress progress = new Progress(new PrintWriter(out), () -> now);

    @AfterEach
    void close() {
        progress.close();
    }

    @Test
    void aStateIsShownAtItsFirstVisitOnly() {
        event(EventType.EXECUTION_STARTED, "", "", detail());
        for (int i = 0; i < 3; i++) {
            at(1 + i);
            event(EventType.STATE_ENTERED, "", "Check", detail());
            event(EventType.STATE_EXITED, "", "Check", detail());
            event(EventType.STATE_ENTERED, "Activate[0]", "Promote", detail());
            event(EventType.STATE_EXITED, "Activate[0]", "Promote", detail());
        }
        assertThat(lines()).containsExactly("   1.000 s  Check", "   1.000 s  Activate[0] Promote");
    }

    @Test
    void everyRetryIsShownWithTheFunctionsOwnMessage() {
        event(EventType.STATE_ENTERED, "", "TakeLock", detail());
        ObjectNode retry = detail().put("error", "dev.drlab.agent.AgentException$Unreachable")
                .put("cause", "{\"errorMessage\":\"no\\nanswer\",\"errorType\":\"x\"}")
                .put("retry", 2)
                .put("delayMillis", 1500);
        event(EventType.RETRY, "", "TakeLock", retry);
        event(EventType.RETRY, "", "TakeLock", retry);
        assertThat(lines())
                .hasSize(3)
                .last()
                .asString()
                .endsWith("TakeLock                 retry 2 in 1.5 s after"
                        + " dev.drlab.agent.AgentException$Unreachable: no answer");
    }

    @Test
    void aCatchIsShownOnceWithWhereItGoesOn() {
        event(EventType.STATE_ENTERED, "", "FullCapacity", detail());
        ObjectNode caught = detail().put("error", "Ecs.EcsException")
                .put("cause", "x".repeat(300))
                .put("next", "RaiseMinimum");
        event(EventType.CATCH, "", "FullCapacity", caught);
        event(EventType.CATCH, "", "FullCapacity", caught);
        assertThat(lines()).hasSize(2).last().asString().contains("caught Ecs.EcsException: xxx", "x …; goes on with");
    }

    @Test
    void silenceIsBrokenLessAndLessOften() {
        event(EventType.EXECUTION_STARTED, "", "", detail());
        event(EventType.STATE_ENTERED, "", "WaitForReplica", detail());
        for (int second = 1; second <= 80; second++) {
            at(second);
            progress.tick();
        }
        assertThat(lines())
                .containsExactly(
                        "   0.000 s  WaitForReplica",
                        "   5.000 s  WaitForReplica           still there",
                        "  15.000 s  WaitForReplica           still there",
                        "  35.000 s  WaitForReplica           still there",
                        "  75.000 s  WaitForReplica           still there");
    }

    @Test
    void aParallelStateIsWhereItsLivingBranchesAre() {
        event(EventType.STATE_ENTERED, "", "Activate", detail());
        event(EventType.STATE_ENTERED, "Activate[0]", "Promote", detail());
        event(EventType.STATE_ENTERED, "Activate[1]", "Fence", detail());
        event(EventType.STATE_EXITED, "Activate[1]", "Fence", detail());
        at(5);
        progress.tick();
        assertThat(lines()).hasSize(4).last().asString().contains("Activate[0] Promote", "still there");
    }

    @Test
    void branchesThatWereStoppedAreForgotten() {
        event(EventType.STATE_ENTERED, "", "Activate", detail());
        event(EventType.STATE_ENTERED, "Activate[0]", "Promote", detail());
        event(EventType.STATE_EXITED, "", "Activate", detail());
        at(60);
        progress.tick();
        assertThat(lines()).hasSize(2);
    }

    private void at(int seconds) {
        now = START.plusSeconds(seconds);
    }

    private static ObjectNode detail() {
        return JsonNodeFactory.instance.objectNode();
    }

    private void event(EventType type, String branch, String state, ObjectNode detail) {
        progress.onEvent(new ExecutionEvent(1, now, type, branch, state, detail));
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }
}
