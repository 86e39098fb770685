package dev.drlab.statemachine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drlab.contract.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The guarantees of an expression beyond JSONata itself. */
class ExpressionTest {
    private static final ObjectMapper JSON = Json.mapper();

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

    /** Values by jsonata 2.0.6, the release that Step Functions documents. */
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "$exists($x) ? $x : ($x := 'new'; $x)                       | \"outer\"",
                "[{'a': 1}.(b != 1), {'a': 1}.(b = 1)]                      | [false,false]",
                "{'a': 1}.[$not(b = 1), $not(b = true), $not(b in [1])]     | [true,true,true]",
                "{'a': 1}.[$not((b > 0) = true), $not(b and true)]          | [true,true]",
                "{'a': 1}.[$not(b), $not(b > 0)]                            | []",
                "{'a': []}.[$exists(a), $count(a) = 0]                      | [true,true]",
                "($x := $x & '+'; $x)                                       | \"outer+\"",
                "($x := 1; $x) & $x                                         | \"1outer\"",
                "(($x := 1); $x)                                            | \"outer\"",
                "($f := function($x) { $x * 2 }; [$f(2), $x])               | [4,\"outer\"]",
                "$map([1, 2], function($x) { $x * 2 }) ~> $append($x)       | [2,4,\"outer\"]",
                "$filter([1, 2, 3], function($x) { $x > 1 }) ~> $append($x) | [2,3,\"outer\"]",
                "$reduce([1, 2, 3], function($x, $y) { $x + $y }) & $x      | \"6outer\"",
                "($g := function() { $x }; $x := 'inner'; $g())             | \"inner\"",
                "($g := function() { $x }; $y := $g(); $x := 'inner'; $y)   | \"outer\"",
                "($a := function($x) { function() { $x } }; $a(1)() & $x)   | \"1outer\"",
                "($c := $x = 'outer' ? ($x := 'in'; $x) : 0; [$c, $x])      | [\"in\",\"outer\"]",
                "[1, 2].($x := $; $x) ~> $append($x)                        | [1,2,\"outer\"]",
                "($s := $substring(?, 1); $s('abc'))                        | \"bc\"",
                "($s := $string(?); $s(1))                                  | \"1\"",
                "($m := $map(?, function($v) { $v + 1 }); $m([1, 2]))       | [2,3]",
                "($sum := 3; $sum)                                          | 3",
                "$map(['ab'], function($length) { $length }) & $length('ab')| \"ab2\"",
                "$map(['abc'], function($hash) { $hash }) & $hash('a','MD5')| \"abc0cc175b9c0f1b6a831c399e269772661\"",
            })
    void hidesANameWithinItsOwnBlock(String text, String value) throws Exception {
        Environment environment = new Environment(Map.of("x", JSON.valueToTree("outer")), InstantSource.system());

        assertThat(Expression.compile(text).evaluate(environment)).isEqualTo(JSON.readTree(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$x(1)",
                "(5)(1)",
                "'a'()",
                "$map([1], function($v) { $v(2) })",
                "($f := function() { $x(1) }; $f())",
                "$exists ~> $x",
                "$x.y(1)",
            })
    void saysNothingOnStandardOutputWhenItCallsNoFunction(String text) throws Exception {
        Environment environment = new Environment(Map.of("x", JSON.readTree("{\"y\":1}")), InstantSource.system());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> Expression.compile(text).evaluate(environment))
                    .isInstanceOf(EvaluationException.class);
        } finally {
            System.setOut(out);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
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
                "($x; $x := 1)                        | x",
                "$x := $x + 1                         | x",
                "($x := 1; $x) + $x                   | x",
                "(($x := 1); $x)                      | x",
                "$exists($x) ? $x : ($x := 'n'; $x)   | exists x",
                "$c ? $x := 1 : $x                    | c x",
                "$map($l, function($x) { $x }) + $x   | map l x",
                "function($x) { $x }($x)              | x",
                "function($x) { function($y) { $x + $y + $z } } | z",
                "$map($l, function($map) { $map })    | map l",
                "($f := function() { $x }; $x := 1; $f()) | ^^",
                "($f := function() { ($x := 1; $x) }; $f() + $x) | x",
                "($f := function($n) { $n < 1 ? 0 : $f($n - 1) }; $f(3)) | ^^",
                "$l.($i := n; $i + $k) + $i           | l k i",
                "$l[$i := 1]                          | l",
                "$l#$i[$i > $min].n                   | l min",
                "($l@$item.n; $item)                  | l item",
                "$l^(>$w, <n)                         | l w",
                "$l{$k: $v}                           | l k v",
                "$l[n = $q]{$k: $v}                   | l q k v",
                "^$o ~> |$p|{'n': $u}, $d|^            | o p u d",
                "$f(?, $a)                            | f a",
                "$a ~> $f ~> $g($b)                   | a f g b",
                "[$a..$b]                             | a b",
                "{$a: $b}.($c)                        | a b c",
                "-$a                                  | a",
                "$a and /re$x/ or $b                  | a b",
            })
    void namesTheVariablesThatItNeeds(String text, String names) throws Exception {
        assertThat(Expression.compile(text).analysis().freeVariables())
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
