package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** What all commands have in common. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class MainTest {
    private static final class FullDisk extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    @Test
    void outputThatCannotBeWrittenIsSaidAndMakesTheCommandFail() {
        Outcome outcome = Outcome.of(new FullDisk(), "--version");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("drlab: the output could not be written");
    }

    @Test
    void outputThatIsWrittenChangesNothing() {
        Outcome outcome = Outcome.of("--version");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
    }
}
