package dev.drlab.cli.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class BenchCommandTest {
    @Test
    void theHelpNamesEveryGroupThatCanBeMeasuredAlone() {
        assertThat(BenchCommand.NAMES)
                .isEqualTo(BenchCommand.BENCHES.stream().map(Bench::name).collect(Collectors.joining(", ")));
        assertThat(new CommandLine(new BenchCommand()).getUsageMessage().replaceAll("\\s+", " "))
                .contains(BenchCommand.NAMES);
    }

    @Test
    void anUnknownGroupIsRefusedByNameBeforeAnythingIsMeasured() {
        StringWriter told = new StringWriter();
        int code = new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    told.write(e.getMessage());
                    return 2;
                })
                .setErr(new PrintWriter(new StringWriter()))
                .execute("--only", "switchover,nothing");
        assertThat(code).isEqualTo(2);
        assertThat(told.toString()).contains("--only names 'nothing'").contains(BenchCommand.NAMES);
    }
}
