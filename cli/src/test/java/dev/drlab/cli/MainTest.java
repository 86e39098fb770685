package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The behaviour that all commands share. */
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

    @Test
    void helpIsTheSameWhetherACommandIsOnlyListedOrReadWhole() {
        String whole = Main.commandLine().getUsageMessage();
        assertThat(whole).contains("rehearse", "doctor", "help");
        assertThat(Outcome.of("--help").out()).isEqualTo(whole);
        assertThat(Outcome.of("help").out()).isEqualTo(whole);
        assertThat(Outcome.of().out()).isEqualTo(whole);
    }

    @Test
    void everyCommandHasItsOwnHelpBothWays() {
        assertThat(Main.commandLine().getSubcommands()).isNotEmpty().allSatisfy((name, command) -> {
            assertThat(Outcome.of(name, "--help").out()).isEqualTo(command.getUsageMessage());
            assertThat(Outcome.of("help", name).out()).isEqualTo(command.getUsageMessage());
        });
    }

    @Test
    void theVersionNamesTheCommitThatItWasBuiltFrom() {
        assertThat(Outcome.of("--version").out())
                .containsPattern("^drlab \\S+, commit (unknown|[0-9a-f]{12} of \\d{4}-\\d{2}-\\d{2})");
    }
}
