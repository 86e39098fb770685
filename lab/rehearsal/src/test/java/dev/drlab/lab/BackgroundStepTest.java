package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drlab.lab.simulation.LabException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundStepTest {
    @Test
    void goesOnBesideWhoeverStartedIt() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        BackgroundStep step = BackgroundStep.start("beside", goOn::await);
        assertThat(step.hasEnded()).isFalse();

        goOn.countDown();
        step.await();

        assertThat(step.hasEnded()).isTrue();
    }

    @Test
    void whoeverWaitsHearsWhyItFailed() {
        BackgroundStep checked = BackgroundStep.start("checked", () -> {
            throw new SQLException("the server is down");
        });
        assertThatThrownBy(checked::await).isInstanceOf(LabException.class).hasMessage("the server is down");

        BackgroundStep unchecked = BackgroundStep.start("unchecked", () -> {
            throw new LabException("port 5432 is in use");
        });
        assertThatThrownBy(unchecked::await).isInstanceOf(LabException.class).hasMessage("port 5432 is in use");
    }

    @Test
    void anInterruptEndsTheWait() {
        CountDownLatch never = new CountDownLatch(1);
        BackgroundStep step = BackgroundStep.start("endless", never::await);

        Thread.currentThread().interrupt();

        assertThatThrownBy(step::await).isInstanceOf(InterruptedException.class);
        never.countDown();
    }
}
