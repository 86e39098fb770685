package dev.drlab.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvidenceWatchTest {
    private final EvidenceWatch watch = new EvidenceWatch();

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    @Test
    void evidenceThatIsNotKeptEndsTheRunAndIsTheReason() {
        watch.failed("the ledger cannot be written");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(watch.reasonOf(new InterruptedException()))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("because the ledger cannot be written");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(watch::requireKept).isInstanceOf(LabException.class);
    }

    /** Files that are open close under an interrupt. */
    @Test
    void aLedgerThatClosesUnderAnInterruptIsNotTheReason() {
        Thread.currentThread().interrupt();
        watch.failed("the ledger cannot be written: ClosedByInterruptException");
        InterruptedException interrupted = new InterruptedException();
        assertThat(watch.reasonOf(interrupted)).isSameAs(interrupted);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThatCode(watch::requireKept).doesNotThrowAnyException();
    }
}
