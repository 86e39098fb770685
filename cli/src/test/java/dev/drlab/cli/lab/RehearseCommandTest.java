package dev.drlab.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command in a report repeats the rehearsal as it is written there. */
class RehearseCommandTest {
    @ParameterizedTest
    @CsvSource({
        "'', ./drlab rehearse primary-outage",
        "primary-outage, ./drlab rehearse primary-outage",
        "--rate|5|failback|--json, ./drlab rehearse failback --rate 5 --json",
        "--report-dir|my runs, ./drlab rehearse primary-outage --report-dir 'my runs'",
        "failback|--home|failback, ./drlab rehearse failback --home failback",
        "failback|--home=failback, ./drlab rehearse failback --home=failback",
        "--keep|all, ./drlab rehearse all --keep"
    })
    void theCommandOfAReportCanBeRunAsWritten(String given, String command) {
        List<String> words = given.isEmpty() ? List.of() : List.of(given.split("\\|"));
        CommandLine line = new CommandLine(new RehearseCommand());
        String scenario = line.parseArgs(words.toArray(String[]::new)).matchedPositionalValue(0, "primary-outage");
        assertThat(RehearseCommand.commandLine(line.getCommandSpec(), scenario, words))
                .isEqualTo(command);
    }
}
