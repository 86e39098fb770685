package dev.drlab.contract.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
    @Test
    void threadsAreNamedAndKeepNoProcessAlive() {
        ThreadFactory numbered = DaemonThreads.numbered("worker");
        Thread first = numbered.newThread(() -> {});
        assertThat(first.getName()).isEqualTo("worker-1");
        assertThat(numbered.newThread(() -> {}).getName()).isEqualTo("worker-2");
        assertThat(DaemonThreads.named("one").newThread(() -> {}).getName()).isEqualTo("one");
        assertThat(first.isDaemon()).isTrue();
    }

    @Test
    void aStepThatFailsDoesNotEndItsSchedule() {
        assertThatCode(DaemonThreads.goingOn(() -> {
                    throw new IllegalStateException("unexpected");
                })::run)
                .doesNotThrowAnyException();
    }
}
