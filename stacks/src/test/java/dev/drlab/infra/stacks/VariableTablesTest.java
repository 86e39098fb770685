package dev.drlab.infra.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.agent.lambda.AgentVariables;
import dev.drlab.contract.environment.Variable;
import dev.drlab.service.ServiceVariables;
import dev.drlab.verifier.job.JobVariables;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of environment variables show what the programs read: name, default, range. To rewrite them: {@code mvn -pl
 * stacks -am test -Dtest=VariableTablesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddrlab.writeDocs=true}.
 */
class VariableTablesTest {
    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("agent.md", AgentVariables.class, AgentVariables.all()),
                Arguments.of("service.md", ServiceVariables.class, ServiceVariables.all()),
                Arguments.of("verifier.md", JobVariables.class, JobVariables.all()));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void theDocumentListsEveryVariable(String document, Class<?> described, List<Variable> all) throws IOException {
        new DocumentSection(
                        Path.of("..", "docs", document),
                        "<!-- variables: written by VariableTablesTest -->\n",
                        "<!-- end of variables -->\n")
                .assertHolds(table(all));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void noneIsForgotten(String document, Class<?> described, List<Variable> all) throws IllegalAccessException {
        List<Variable> declared = new ArrayList<>();
        for (Field field : described.getDeclaredFields()) {
            if (field.getType() == Variable.class) {
                field.setAccessible(true);
                declared.add((Variable) field.get(null));
            }
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    void aRowHasDefaultAndRange() {
        assertThat(row(Variable.number("A", 20, 0.1, 1000, "rows"))).isEqualTo("| `A` | 20 | rows, 0.1 to 1000 |\n");
        assertThat(row(Variable.whole("A", 0, 9, "rows"))).isEqualTo("| `A` | – | rows, 0 to 9 |\n");
        assertThat(row(Variable.text("A", "a/", "keys"))).isEqualTo("| `A` | `a/` | keys |\n");
        assertThat(row(Variable.optional("A", "none", "keys"))).isEqualTo("| `A` | none | keys |\n");
    }

    private static String table(List<Variable> variables) {
        return variables.stream()
                .map(VariableTablesTest::row)
                .collect(Collectors.joining("", "\n| variable | default | |\n|---|---|---|\n", "\n"));
    }

    private static String row(Variable variable) {
        String fallback = variable.fallback()
                .map(value -> variable.range().isPresent() ? value : "`" + value + "`")
                .or(variable::absence)
                .orElse("–");
        String range = variable.range().map(allowed -> ", " + allowed).orElse("");
        return "| `" + variable.name() + "` | " + fallback + " | " + variable.meaning() + range + " |\n";
    }
}
