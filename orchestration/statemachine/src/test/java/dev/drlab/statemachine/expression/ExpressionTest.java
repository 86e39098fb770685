package dev.drlab.statemachine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an expression promises beyond JSONata itself. */
class ExpressionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void keepsThreadsApart() throws Exception {
        Expression expression =
                Expression.compile("($n := $v; $exists($only) ? $only : $sum([1..$n].($ + $n - $n)) & '-' & $v)");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 1; i <= 400; i++) {
                int n = i % 50 + 1;
                calls.add(() -> expression
                        .evaluate(new Environment(
                                n == 7
                                        ? Map.of("v", JSON.valueToTree(n), "only", JSON.valueToTree("seven"))
                                        : Map.of("v", JSON.valueToTree(n)),
                                InstantSource.system()))
                        .asText());
            }
            List<Future<String>> results = threads.invokeAll(calls);
            for (int i = 1; i <= 400; i++) {
                int n = i % 50 + 1;
                assertThat(results.get(i - 1).get()).isEqualTo(n == 7 ? "seven" : n * (n + 1) / 2 + "-" + n);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void cannotChangeAVariable() throws Exception {
        JsonNode list = JSON.readTree("{\"items\":[{\"n\":1}]}");
        JsonNode before = list.deepCopy();
        Expression expression = Expression.compile("$append($v.items, {'n': 2}) ~> | $ | {'n': 9} |");

        JsonNode result = expression.evaluate(new Environment(Map.of("v", list), InstantSource.system()));

        assertThat(result).isEqualTo(JSON.readTree("[{\"n\":9},{\"n\":9}]"));
        assertThat(list).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "$a + $b.$c                           | a b c",
                "$sum($xs.(price * $rate))            | sum xs rate",
                "($x := $y; $x + $z)                  | y z",
                "$map($l, function($i) { $i + $k })   | map l k",
                "$l@$item.($item.n + $m)              | l m",
                "'$no' & \"$no\" & `$no` & $yes       | yes",
                "/* $no */ $yes / $two                | yes two",
                "$match($s, /\\$[a-z]+/)              | match s",
                "$$.a + $.b                           | ^^",
            })
    void namesTheVariablesThatItNeeds(String text, String names) {
        assertThat(ExpressionText.read(text).freeVariables())
                .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {"1 +", "(1", "{", "'open", "$x :=", "a b", "^^"})
    void refusesWhatIsNoExpression(String text) {
        assertThatThrownBy(() -> Expression.compile(text)).isInstanceOf(ExpressionSyntaxException.class);
    }
}
