package dev.drlab.rpo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.cli.rpo.RpoCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Inputs that rpo refuses before it measures, each in one line with the cause. */
class RpoInputTest {
    private static final String UNKNOWN = "jdbc:postgresql://no-such-host.invalid/db";

    @TempDir
    private Path directory;

    private final StringWriter err = new StringWriter();
    private CommandLine rpo;

    @BeforeEach
    void command() {
        rpo = new CommandLine(new RpoCommand());
        rpo.setErr(new PrintWriter(err));
        rpo.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(e.getMessage());
            return 2;
        });
    }

    @Test
    void aHostThatDoesNotExistIsNamed() {
        assertThat(rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN)).isEqualTo(2);
        assertThat(err.toString()).contains("the host no-such-host.invalid is not known");
    }

    @Test
    void aResultThatCannotBeWrittenIsToldBeforeAServerIsAsked() throws IOException {
        Path json = Files.writeString(directory.resolve("file"), "").resolve("x.json");
        assertThat(rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN, "--json", json.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("--json: cannot write " + json + ": ");
    }

    @Test
    void aResultThatIsThereAlreadyStaysUntilTheRunHasEnded() throws IOException {
        Path json = Files.writeString(directory.resolve("x.json"), "{}");
        rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN, "--json", json.toString());
        assertThat(json).hasContent("{}");
    }

    @Test
    void aDirectoryWithoutALedgerIsOneSentence() {
        assertThat(rpo.execute("loss", "--ledger", directory.toString(), "--database", UNKNOWN))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("drlab rpo loss: --ledger: " + directory + " holds no canary ledger");
    }

    @Test
    void aLedgerThatIsNotThereIsSaidToBeMissing() {
        Path missing = directory.resolve("nowhere");
        rpo.execute("loss", "--ledger", missing.toString(), "--database", UNKNOWN);
        assertThat(err.toString().strip()).isEqualTo("drlab rpo loss: --ledger: there is no ledger at " + missing);
    }

    @Test
    void ratesAndConnectionsThatNobodyCanHaveAreRefusedBeforeAServerIsAsked() {
        assertThat(rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN, "--rate", "100001"))
                .isEqualTo(2);
        assertThat(rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN, "--connections", "65"))
                .isEqualTo(2);
        assertThat(rpo.execute("--primary", UNKNOWN, "--replica", UNKNOWN, "--connections", "0"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("the rate must be 0.1 to 100000 rows per second but is 100001")
                .contains("there must be 1 to 64 connections but are 65")
                .contains("there must be 1 to 64 connections but are 0");
    }
}
