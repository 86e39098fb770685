package dev.drlab.lab.simulation.control.expression;

import dev.drlab.refusals.DynamoDbRefusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attribute types S, N and BOOL with DynamoDB's rules for them; other types are refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">
 *     Supported data types</a>
 */
public final class Values {
    private static final int MAX_SIGNIFICANT_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;

    private Values() {}

    /** Refuses what DynamoDB refuses, and the types that the lab does not model. */
    public static void check(String where, AttributeValue value) {
        switch (value.type()) {
            case S, BOOL -> {}
            case N -> number(value);
            case UNKNOWN_TO_SDK_VERSION ->
                throw Errors.validation(where
                        + ": Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
            default -> throw Errors.notModelled("attribute type " + value.type() + " (" + where + ")");
        }
    }

    /** DynamoDB keeps a number's value, not its spelling: {@code 007} is stored as {@code 7}. */
    public static AttributeValue canonical(AttributeValue value) {
        return value.type() == AttributeValue.Type.N ? number(number(value)) : value;
    }

    static AttributeValue number(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.signum() != 0) {
            checkRange(stripped);
        }
        return AttributeValue.fromN(stripped.toPlainString());
    }

    static BigDecimal number(AttributeValue value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.n().strip()).stripTrailingZeros();
        } catch (NumberFormatException e) {
            throw Errors.refused(
                    DynamoDbRefusal.NOT_A_NUMBER, "The parameter cannot be converted to a numeric value: " + value.n());
        }
        if (number.signum() != 0) {
            checkRange(number);
        }
        return number;
    }

    /** True for values of one type that are the same. */
    static boolean same(AttributeValue left, AttributeValue right) {
        if (left.type() != right.type()) {
            return false;
        }
        return left.type() == AttributeValue.Type.BOOL ? left.bool().equals(right.bool()) : compare(left, right) == 0;
    }

    /** Length of the text in UTF-8, in bytes, as DynamoDB counts an item's size. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * The share of a value in its item's size.
     *
     * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html">Item
     *     sizes</a>
     */
    public static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> (number(value).precision() + 1) / 2 + 1;
            default -> 1;
        };
    }

    static boolean isOrdered(AttributeValue value) {
        return value.type() == AttributeValue.Type.S || value.type() == AttributeValue.Type.N;
    }

    /** Orders two S (by their UTF-8 bytes) or two N. */
    public static int compare(AttributeValue left, AttributeValue right) {
        if (left.type() == AttributeValue.Type.N) {
            return number(left).compareTo(number(right));
        }
        return Arrays.compareUnsigned(
                left.s().getBytes(StandardCharsets.UTF_8), right.s().getBytes(StandardCharsets.UTF_8));
    }

    private static void checkRange(BigDecimal number) {
        if (number.precision() > MAX_SIGNIFICANT_DIGITS) {
            throw Errors.refused(
                    DynamoDbRefusal.TOO_MANY_DIGITS, "Attempting to store more than 38 significant digits in a Number");
        }
        int exponent = number.precision() - number.scale() - 1;
        if (exponent > MAX_EXPONENT) {
            throw Errors.refused(
                    DynamoDbRefusal.NUMBER_OUT_OF_RANGE,
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (exponent < MIN_EXPONENT) {
            throw Errors.refused(
                    DynamoDbRefusal.NUMBER_OUT_OF_RANGE,
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
    }
}
