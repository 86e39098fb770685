package dev.drlab.lab.simulation.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.drlab.lab.simulation.control.expression.Condition;
import dev.drlab.lab.simulation.control.expression.ConditionParser;
import dev.drlab.lab.simulation.control.expression.Expressions;
import dev.drlab.lab.simulation.control.expression.Placeholders;
import dev.drlab.lab.simulation.control.expression.ReservedWords;
import dev.drlab.lab.simulation.control.expression.Update;
import dev.drlab.lab.simulation.control.expression.UpdateParser;
import dev.drlab.lab.simulation.control.expression.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class ExpressionsTest {
    private static final Map<String, String> NAMES = Map.of("#region", "region", "#gone", "gone");
    private static final Map<String, AttributeValue> VALUES = Map.of(
            ":three", fromN("3"),
            ":four", fromN("4"),
            ":ten", fromN("10"),
            ":threeText", fromS("3"),
            ":a", fromS("a"),
            ":b", fromS("b"),
            ":yes", fromBool(true),
            ":no", fromBool(false));
    private static final Map<String, AttributeValue> ITEM = Map.of(
            "pk", fromS("authority"),
            "epoch", fromN("3"),
            "region", fromS("a"),
            "paused", fromBool(true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch = :three | true",
                "epoch = :four | false",
                "epoch <> :four | true",
                "epoch < :four | true",
                "epoch < :three | false",
                "epoch <= :three | true",
                "epoch >= :four | false",
                "epoch > :ten | false", // as text, '3' would be above '10'
                ":ten > epoch | true",
                "epoch = :threeText | false",
                "epoch <> :threeText | true",
                "epoch < :b | false", // a number and a text are in no order
                "NOT epoch < :b | true",
                "#region = :a | true",
                "#region < :b | true",
                "paused = :yes | true",
                "paused <> :no | true",
                "gone = :a | false",
                "gone <> :a | true", // DynamoDB: a missing attribute differs from every value
                "gone < :four | false",
                "gone >= :four | false",
                "NOT gone = :a | true",
                "attribute_exists(epoch) | true",
                "attribute_exists(#gone) | false",
                "attribute_not_exists ( gone ) | true",
                "begins_with(#region, :a) | true",
                "begins_with ( pk , :a ) | true",
                "begins_with(pk, :b) | false",
                "begins_with(epoch, :threeText) | false", // a number is no text
                "begins_with(gone, :a) | false",
                "NOT begins_with(gone, :a) | true",
                "epoch = :three AND (attribute_not_exists(gone) OR begins_with(pk, :b)) | true",
                "epoch = :three AND #region = :b | false",
                "epoch = :four OR #region = :a | true",
                "epoch = :three OR #region = :b AND paused = :no | true", // AND binds tighter
                "(epoch = :three OR #region = :b) AND paused = :no | false",
                "((epoch = :three) AND (#region = :a)) AND paused = :yes | true",
                "((epoch = :four) OR (#region = :a)) | true",
                "((epoch = :four) OR (#region = :b) AND paused = :yes) | false",
                "NOT epoch = :four AND #region = :a | true", // NOT binds tighter than AND
                "NOT (epoch = :four AND #region = :a) | true",
                "NOT NOT epoch = :three | true",
                "not epoch = :four and #region = :a or paused = :no | true",
                "attribute_not_exists(pk) OR epoch < :four OR (epoch = :four AND #region = :a) | true",
            })
    void conditionsHold(String expression, boolean expected) {
        assertThat(condition(expression).holds(ITEM)).as(expression).isEqualTo(expected);
    }

    @Test
    void conditionsOnNoItem() {
        assertThat(condition("attribute_not_exists(pk)").holds(Map.of())).isTrue();
        assertThat(condition("epoch = :three").holds(Map.of())).isFalse();
        assertThat(condition("epoch <> :three").holds(Map.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The expression can not be empty",
                "region = :a | Attribute name is a reserved keyword; reserved keyword: region",
                "Owner = :a | Attribute name is a reserved keyword; reserved keyword: Owner",
                "status = :a | reserved keyword: status",
                "name = :a | reserved keyword: name",
                "timestamp = :a | reserved keyword: timestamp",
                "token = :a | reserved keyword: token",
                "attribute_exists(region) | reserved keyword: region",
                "epoch = :undefined | value used in expression is not defined; attribute value: :undefined",
                "#undefined = :a | name used in the document path is not defined; attribute name: #undefined",
                "epoch = | Syntax error; token: \"<EOF>\", near: \"=\"",
                "epoch == :three | Syntax error; token: \"=\", near: \"== :three\"",
                "epoch ! :three | Syntax error; token: \"!\"",
                "epoch = :three epoch | Syntax error; token: \"epoch\"",
                "(epoch = :three | Syntax error; token: \"<EOF>\"",
                "epoch = :three) | Syntax error; token: \")\"",
                "epoch = 3 | Syntax error; token: \"3\"",
                "AND epoch = :three | Attribute name is a reserved keyword; reserved keyword: AND",
                "((epoch = :three)) | The expression has redundant parentheses",
                "epoch = epoch | The first operand must be distinct from the remaining operands",
                "paused < :yes | Incorrect operand type for operator or function; operator: <, operand type: BOOL",
                "atribute_exists(epoch) | Invalid function name; function: atribute_exists",
                "if_not_exists(epoch, :a) = :a | function is not allowed in this kind of expression",
                "begins_with(#region, :three) | operator or function: begins_with, operand type: N",
                "begins_with(#region) | Syntax error; token: \")\"",
                "begins_with(region, :a) | reserved keyword: region",
                "size(#region) > :three | does not model function size",
                "epoch BETWEEN :three AND :four | does not model BETWEEN",
                "epoch IN (:three) | does not model IN",
                "drain.deadline = :three | does not model document paths",
                "drains[0] = :three | does not model document paths",
            })
    void conditionsRefused(String expression, String why) {
        assertRefused(() -> condition(expression), why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET epoch = :four | epoch=4",
                "set epoch = epoch + :four | epoch=7",
                "SET epoch = :ten - epoch | epoch=7",
                "SET epoch = if_not_exists(epoch, :ten) | epoch=3",
                "SET gone = if_not_exists(gone, :ten) | gone=10",
                "SET beats = if_not_exists(beats, :three) + :four | beats=7",
                "SET previous = epoch, epoch = :ten | previous=3,epoch=10", // from the item as it was
                "SET #region = :b REMOVE epoch, gone | region=b,epoch=",
                "REMOVE epoch SET #region = :b | region=b,epoch=",
                "SET former = #region | former=a",
            })
    void updatesApply(String expression, String expected) {
        Map<String, String> want = new HashMap<>();
        ITEM.forEach((name, value) -> want.put(name, shown(value)));
        Matcher pairs = Pattern.compile("(\\w+)=(\\w*)").matcher(expected);
        while (pairs.find()) {
            if (pairs.group(2).isEmpty()) {
                want.remove(pairs.group(1));
            } else {
                want.put(pairs.group(1), pairs.group(2));
            }
        }
        Map<String, String> got = new HashMap<>();
        update(expression).applyTo(ITEM).forEach((name, value) -> got.put(name, shown(value)));

        assertThat(got).isEqualTo(want);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | Invalid UpdateExpression: The expression can not be empty",
                "SET region = :a | reserved keyword: region",
                "REMOVE token | reserved keyword: token",
                "SET epoch :a | Syntax error; token: \":a\"",
                "epoch = :three | Syntax error; token: \"epoch\"",
                "SET epoch = :three, | Syntax error; token: \"<EOF>\"",
                "SET epoch = :three + :four + :ten | Syntax error; token: \"+\"",
                "SET epoch = :three SET gone = :four | The \"SET\" section can only be used once",
                "SET epoch = :three, epoch = :four | Two document paths overlap",
                "SET epoch = :three REMOVE epoch | Two document paths overlap",
                "SET epoch = epoch + :a | operator or function: +, operand type: S",
                "ADD epoch :three | does not model section ADD",
                "DELETE epoch :three | does not model section DELETE",
                "SET epoch = list_append(epoch, :a) | does not model function list_append",
                "SET a.b = :three | does not model document paths",
                "SET epoch = attribute_exists(epoch) | function is not allowed in this kind of expression",
            })
    void updatesRefused(String expression, String why) {
        assertRefused(() -> update(expression), why);
    }

    @Test
    void updatesRefusedAgainstTheItem() {
        assertRefused(
                () -> update("SET former = gone").applyTo(ITEM),
                "The provided expression refers to an attribute that does not exist in the item");
        assertRefused(
                () -> update("SET epoch = epoch + #region").applyTo(ITEM),
                "An operand in the update expression has an incorrect data type");
    }

    @Test
    void unusedPlaceholdersAreRefused() {
        assertRefused(
                () -> Expressions.of("epoch = :a", null, Map.of(), Map.of(":a", fromN("1"), ":z", fromN("2"))),
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:z}");
        assertRefused(
                () -> Expressions.of("epoch = :a", null, Map.of("#n", "n"), Map.of(":a", fromN("1"))),
                "Value provided in ExpressionAttributeNames unused in expressions: keys: {#n}");
        assertRefused(
                () -> Expressions.of(null, null, Map.of(), Map.of(":a", fromN("1"))),
                "ExpressionAttributeValues can only be specified when using expressions");
        assertRefused(
                () -> Expressions.of("epoch = :a", null, Map.of("n", "n"), Map.of(":a", fromN("1"))),
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"n\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "7.0", "7", "+7", "70e-1", " 7"})
    void numbersAreKeptByValue(String spelling) {
        assertThat(Values.canonical(fromN(spelling)).n()).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({
        "seven, cannot be converted to a numeric value: seven",
        "1e126, Number overflow",
        "1e-131, Number underflow",
        "123456789012345678901234567890123456789, more than 38 significant digits"
    })
    void numbersRefused(String number, String why) {
        assertRefused(() -> Values.check("x", fromN(number)), why);
    }

    @Test
    void typesRefused() {
        assertRefused(() -> Values.check("x", AttributeValue.fromSs(List.of("a"))), "attribute type SS");
        assertRefused(() -> Values.check("x", AttributeValue.builder().build()), "Supplied AttributeValue is empty");
    }

    @Test
    void textIsOrderedByItsUtf8Bytes() {
        AttributeValue last = fromS("\uFFFD");
        AttributeValue supplementary = fromS("\uD83D\uDE00"); // lower as UTF-16, higher as UTF-8

        assertThat(Values.compare(last, supplementary)).isNegative();
    }

    @Test
    void reservedWordsAreComplete() {
        assertThat(ReservedWords.count()).isEqualTo(573);
        assertThat(ReservedWords.contains("Region")).isTrue();
        assertThat(ReservedWords.contains("epoch")).isFalse();
        assertThat(ReservedWords.contains("confirmedAt")).isFalse();
    }

    private static String shown(AttributeValue value) {
        return value.n() != null
                ? value.n()
                : value.s() != null ? value.s() : value.bool().toString();
    }

    private static Condition condition(String expression) {
        return ConditionParser.parse(expression, placeholders());
    }

    private static Update update(String expression) {
        return UpdateParser.parse(expression, placeholders());
    }

    private static Placeholders placeholders() {
        return new Placeholders(NAMES, VALUES);
    }

    private static void assertRefused(ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DynamoDbException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorMessage()).contains(why);
        });
    }
}
