package dev.drlab.statemachine.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.statemachine.Definition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The behaviour of each type of state. */
class StatesTest {
    @TempDir
    Path directory;

    private Lab lab;

    @BeforeEach
    void setUp() {
        lab = new Lab(directory);
    }

    @ParameterizedTest(name = "[{index}] {0} of {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{% $states.input.a %}                          | {'a': 1}            | 1",
                "{% $states.input.a %}                          | {'a': null}         | null",
                "{% $states.input.a = null %}                   | {'a': null}         | true",
                "{% $exists($states.input.a) %}                 | {'a': null}         | true",
                "{% $exists($states.input.b) %}                 | {'a': null}         | false",
                "{% $type($states.input.a[1]) %}                | {'a': [1, null]}    | 'null'",
                "{% $string($states.input) %}                   | {'a': null}         | '{\\'a\\':null}'",
                "{% $states.input.list %}                       | {'list': [7]}       | [7]",
                "{% $states.input.list[n > 1] %}                | {'list': [{'n': 2}]}| {'n': 2}",
                "{% [$states.input.list[n > 1]] %}              | {'list': [{'n': 2}]}| [{'n': 2}]",
                "{% [$states.input.list[n > 2]] %}              | {'list': [{'n': 2}]}| []",
                "{% $states.input.list.n %}                     | {'list': [{'n': 2}]}| 2",
                "{% $states.input.list.n[] %}                   | {'list': [{'n': 2}]}| [2]",
                "{% 10 / 4 %}                                   | {}                  | 2.5",
                "{% 10 / 5 %}                                   | {}                  | 2",
                "{% $states.input.n + 1 %}                      | {'n': 4102444800000}| 4102444800001",
                "{% $partition([1,2,3], 2) %}                   | {}                  | [[1,2],[3]]",
                "{% $range(1, 7, 3) %}                          | {}                  | [1,4,7]",
                "{% $count(null) %}                             | {}                  | 1",
                "{% $map($states.input.a, function($v) { $type($v) }) %} | {'a': null}| 'null'",
                "{% [$filter(null, function($v) { true })] %}   | {}                  | [null]",
                "{% $range(1, 1, 1) %}                          | {}                  | 1",
                "{% $exists($range(2, 1, 1)) %}                 | {}                  | false",
                "{% $partition([1, 2], 2) %}                    | {}                  | [[1,2]]",
                "{% $sort([3, 1, 2], function($a, $b) { $floor($a / 2) > $floor($b / 2) }) %} | {} | [1,3,2]",
                "{% $range(3, 1, -1) %}                         | {}                  | [3,2,1]",
                "{% $hash('abc', 'SHA-1') %}                    | {}                  | 'a9993e364706816aba3e25717850c26c9cd0d89d'",
                "{% $parse('{\"x\": [1, null]}') %}             | {}                  | {'x': [1, null]}",
                "{% $random() < 1 and $random(7) = $random(7) %}| {}                  | true",
                "{% $length($uuid()) %}                         | {}                  | 36",
                "{% $now() %}                                   | {}                  | '2026-01-01T00:00:00.000Z'",
                "{% $millis() = $toMillis($now()) %}            | {}                  | true",
                "{% $states.context.Execution.Name %}           | {}                  | 'run-1'",
                "{% $states.context.Execution.StartTime %}      | {}                  | '2026-01-01T00:00:00.000Z'",
                "{% $states.context.Execution.Input.x %}        | {'x': 3}            | 3",
                "{% $states.context.State.Name %}               | {}                  | 'A'",
                "{% $states.context.StateMachine.Name %}        | {}                  | 'test'",
            })
    void evaluates(String expression, String input, String expected) {
        Definition definition = Lab.machine(
                "\"A\": {\"Type\": \"Pass\", \"Output\": " + Lab.JSON.valueToTree(expression) + ", \"End\": true}");

        ExecutionResult result = lab.run(definition, input.replace('\'', '"'));

        assertThat(result.cause()).isEmpty();
        assertThat(result.output())
                .contains(Lab.json(expected.replace("\\'", "\\\"").replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{% $states.input.absent %}          | returned nothing",
                "{% 'a' + 1 %}                       | must evaluate to a number",
                "{% $error('no') %}                  | no",
                "{% function($x) { $x } %}           | function",
                "{% $sum(null) %}                    | must be an array",
                "{% $join(null, '-') %}              | failed",
                "{% 1 / 0 + 1 %}                     | failed",
                "{% $states.context.State.RetryCount %} | returned nothing",
                "{% $parse('{') %}                   | $parse",
                "{% $hash('x', 'CRC') %}             | $hash",
                "{% ($f := function($n) { 1 + $f($n) }; $f(1)) %} | failed",
            })
    void failsToEvaluate(String expression, String cause) {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Pass\", \"Output\": {\"x\": "
                + Lab.JSON.valueToTree(expression) + "}, \"End\": true}");

        ExecutionResult result = lab.run(definition);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error()).contains("States.QueryEvaluationError");
        assertThat(result.cause().orElseThrow()).contains(cause).contains("state 'A'");
    }

    @Test
    void assignsAgainstTheValuesBeforeTheAssignment() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Pass", "Assign": {"x": 1, "y": 2}, "Next": "B"},
                "B": {"Type": "Pass", "Assign": {"x": "{% $y %}", "y": "{% $x %}"}, "Output": "{% $x %}", "Next": "C"},
                "C": {"Type": "Succeed", "Output": {"x": "{% $x %}", "y": "{% $y %}", "before": "{% $states.input %}"}}
                """);

        assertThat(lab.run(definition).output()).contains(Lab.json("{\"x\":2,\"y\":1,\"before\":1}"));
    }

    @Test
    void passesItsInputOnWithoutAnOutput() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Pass", "Next": "B"},
                "B": {"Type": "Succeed"}
                """);

        assertThat(lab.run(definition, "{\"k\":[1]}").output()).contains(Lab.json("{\"k\":[1]}"));
    }

    @Test
    void choosesTheFirstRuleThatHoldsAndTakesItsAssignAndOutput() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Choice", "Choices": [
                        {"Condition": "{% $states.input.n > 10 %}", "Assign": {"size": "large"}, "Output": "L", "Next": "B"},
                        {"Condition": "{% $states.input.n > 1 %}", "Assign": {"size": "medium"}, "Next": "B"}],
                      "Default": "B", "Assign": {"size": "small"}, "Output": "S"},
                "B": {"Type": "Pass", "Output": ["{% $size %}", "{% $states.input %}"], "End": true}
                """);

        assertThat(lab.run(definition, "{\"n\":11}").output()).contains(Lab.json("[\"large\",\"L\"]"));
        assertThat(again().run(definition, "{\"n\":2}").output()).contains(Lab.json("[\"medium\",{\"n\":2}]"));
        assertThat(again().run(definition, "{\"n\":0}").output()).contains(Lab.json("[\"small\",\"S\"]"));
    }

    @Test
    void failsWhenNoRuleHoldsOrAConditionIsNoBoolean() {
        Definition none = Lab.machine("""
                "A": {"Type": "Choice", "Choices": [{"Condition": "{% false %}", "Next": "B"}]},
                "B": {"Type": "Succeed"}
                """);
        Definition text = Lab.machine("""
                "A": {"Type": "Choice", "Choices": [{"Condition": "{% 'yes' %}", "Next": "B"}], "Default": "B"},
                "B": {"Type": "Succeed"}
                """);

        assertThat(lab.run(none).error()).contains("States.NoChoiceMatched");
        assertThat(again().run(text).error()).contains("States.QueryEvaluationError");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Seconds\": 3                                                    | 3000",
                "\"Seconds\": \"{% $states.input.s %}\"                            | 4000",
                "\"Timestamp\": \"2026-01-01T00:00:01.250Z\"                       | 1250",
                "\"Timestamp\": \"2026-01-01T01:00:02+01:00\"                      | 2000",
                "\"Timestamp\": \"{% $fromMillis($millis() + 275) %}\"             | 275",
            })
    void waits(String until, long millis) {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Wait\", " + until + ", \"End\": true}");

        assertThat(lab.run(definition, "{\"s\":4}").succeeded()).isTrue();
        assertThat(lab.time.sleeps()).containsExactly(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Seconds\": \"{% 1.5 %}\"           | Seconds must be",
                "\"Seconds\": \"{% -1 %}\"            | Seconds must be",
                "\"Seconds\": \"{% '1' %}\"           | Seconds must be",
                "\"Timestamp\": \"{% 'today' %}\"     | is not like",
                "\"Timestamp\": \"{% 5 %}\"           | must be a string",
            })
    void doesNotWaitForWhatIsNoTime(String until, String cause) {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Wait\", " + until + ", \"End\": true}");

        ExecutionResult result = lab.run(definition);

        assertThat(result.error()).contains("States.QueryEvaluationError");
        assertThat(result.cause().orElseThrow()).contains(cause);
    }

    @Test
    void failsWithTheErrorAndCauseOfAFailState() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Fail", "Error": "{% 'Stale' & 'Database' %}", "Cause": "epochs 3 and 4"}
                """);

        ExecutionResult result = lab.run(definition);

        assertThat(result.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(result.error()).contains("StaleDatabase");
        assertThat(result.cause()).contains("epochs 3 and 4");
    }

    @Test
    void refusesAPayloadOverTheLimitOfStepFunctions() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Pass", "Output": "{% $states.input.text & 'x' %}", "End": true}
                """);
        String input = "{\"text\":\"" + "y".repeat(256 * 1024) + "\"}";

        assertThat(lab.run(definition, input).error()).contains("States.DataLimitExceeded");
    }

    @Test
    void givesTheFunctionsAnswerInTheShapeOfStepFunctions() {
        Definition definition = Lab.machine(Lab.task("\"End\": true"));

        assertThat(lab.run(definition, "{\"x\":1}").output())
                .contains(Lab.json("{\"ExecutedVersion\":\"$LATEST\",\"Payload\":{\"x\":1},\"StatusCode\":200}"));
    }

    @Test
    void reportsEveryVisit() {
        Definition definition = Lab.machine("""
                "A": {"Type": "Wait", "Seconds": 2, "Next": "B"},
                "B": {"Type": "Succeed"}
                """);

        ExecutionResult result = lab.run(definition);

        assertThat(result.visits())
                .containsExactly(
                        new Visit("", "A", FakeTime.START, FakeTime.START.plusSeconds(2)),
                        new Visit("", "B", FakeTime.START.plusSeconds(2), FakeTime.START.plusSeconds(2)));
        assertThat(result.startedAt()).isEqualTo(FakeTime.START);
        assertThat(result.endedAt()).isEqualTo(FakeTime.START.plusSeconds(2));
    }

    @Test
    void aFailingListenerChangesNothing() {
        Definition definition = Lab.machine("\"A\": {\"Type\": \"Succeed\"}");
        Runner runner = lab.runner(definition, event -> {
            throw new IllegalStateException("on purpose");
        });

        assertThat(runner.run("run-1", Lab.json("{}"), lab.journal()).succeeded())
                .isTrue();
    }

    private Lab again() {
        lab = new Lab(directory.resolve(String.valueOf(System.nanoTime())));
        return lab;
    }
}
