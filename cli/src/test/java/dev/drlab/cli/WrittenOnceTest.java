package dev.drlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.authority.LockItem;
import dev.drlab.contract.machine.ErrorNames;
import dev.drlab.contract.metrics.CustomMetric;
import dev.drlab.contract.service.HeaderNames;
import dev.drlab.contract.service.Paths;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A name that the contract has is written there alone, so that who makes a thing and who looks for it say the same. */
class WrittenOnceTest {
    private static final String ANOTHER_READY = "says that something else is ready";

    /** What else has the same text, and why. */
    private static final Map<String, String> OTHERS = Map.of(
            "ReportJson.java \"/objects/met\"", "a place in a report's JSON",
            "StateNames.java \"NotCaughtUp\"", "the state that ends with the error of that name",
            "Agent.java \"ready\"", ANOTHER_READY,
            "PostgresServer.java \"ready\"", ANOTHER_READY,
            "ReadinessJson.java \"ready\"", "a field of its own, with the metric's value",
            "Verdict.java \"ready\"", "the word of a verdict");

    /** A line of code, not of a comment. */
    private static final Pattern CODE = Pattern.compile("(?m)^(?! *(?:\\*|/[*/])).*$");

    private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");

    /** File and literal. */
    private static final Set<String> WRITTEN = new TreeSet<>();

    @BeforeAll
    static void readTheSources() throws IOException {
        for (Path source : MainSources.files()) {
            CODE.matcher(Files.readString(source))
                    .results()
                    .flatMap(line -> LITERAL.matcher(line.group()).results())
                    .forEach(text -> WRITTEN.add(source.getFileName() + " " + text.group()));
        }
    }

    static Stream<Arguments> scribes() {
        return Stream.of(
                Arguments.of("ErrorNames", constants(ErrorNames.class)),
                Arguments.of(
                        "CustomMetric",
                        Arrays.stream(CustomMetric.values())
                                .map(CustomMetric::label)
                                .toList()),
                Arguments.of("LockItem", List.of(LockItem.OWNER, LockItem.HEARTBEAT)),
                Arguments.of("HeaderNames", constants(HeaderNames.class)),
                Arguments.of("Paths", constants(Paths.class)));
    }

    @ParameterizedTest
    @MethodSource("scribes")
    void aNameOfTheContractIsWrittenThereAlone(String scribe, List<String> names) {
        assertThat(names).isNotEmpty();
        List<String> twice = new ArrayList<>();
        for (String name : names) {
            WRITTEN.stream()
                    .filter(at -> at.matches(".*\\.java \"" + Pattern.quote(name) + "([/?].*)?\""))
                    .filter(at -> !at.startsWith(scribe + ".java "))
                    .filter(at -> !OTHERS.containsKey(at))
                    .forEach(twice::add);
        }
        assertThat(twice).as("name them by %s", scribe).isEmpty();
    }

    @Test
    void theExceptionsAreStillThere() {
        assertThat(WRITTEN).containsAll(OTHERS.keySet());
    }

    private static List<String> constants(Class<?> scribe) {
        return Arrays.stream(scribe.getFields()).map(WrittenOnceTest::value).toList();
    }

    private static String value(Field constant) {
        try {
            return (String) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
