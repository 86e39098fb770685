package dev.drlab.refusals;

/**
 * The refusals of DynamoDB for tables, keys, items and placeholders. The grammar of its expressions is not here: a
 * stand-in that reads expressions is that grammar.
 */
public enum DynamoDbRefusal implements Refusal {
    TABLE_NOT_FOUND(
            Calls.ALL,
            "the table does not exist in that region",
            "ResourceNotFoundException",
            Sources.API + "GetItem.html"),
    CONDITION_NOT_MET(
            Calls.WRITES,
            "the condition does not hold",
            "ConditionalCheckFailedException",
            Sources.API + "UpdateItem.html"),
    KEY_MISMATCH(
            "dynamodb: GetItem, UpdateItem, DeleteItem",
            "the key is not the table's: another attribute, another type, or more than one",
            Sources.API + "GetItem.html"),
    KEY_MISSING(
            "dynamodb: PutItem", "the item lacks the key, or has it with another type", Sources.API + "PutItem.html"),
    EMPTY_KEY(Calls.ALL, "the key is an empty string", Sources.GUIDE + "HowItWorks.NamingRulesDataTypes.html"),
    KEY_TOO_LONG(Calls.ALL, "the key is longer than 2048 bytes of UTF-8", Sources.LIMITS),
    KEY_CHANGED("dynamodb: UpdateItem", "the update sets or removes the key", Sources.API + "UpdateItem.html"),
    ITEM_TOO_LARGE(
            "dynamodb: PutItem, UpdateItem",
            "names and values of the item would take more than 400 KB",
            Row.GITHUB + "wcmc-its/ReCiter/issues/205"),
    NOT_A_NUMBER(
            Calls.WRITES, "a number cannot be read as one", Sources.GUIDE + "HowItWorks.NamingRulesDataTypes.html"),
    TOO_MANY_DIGITS(Calls.WRITES, "a number has more than 38 significant digits", Sources.LIMITS),
    NUMBER_OUT_OF_RANGE(
            Calls.WRITES, "a number other than 0 has a magnitude outside 1E-130 to 9.9E+125", Sources.LIMITS),
    RESERVED_WORD(
            Calls.WRITES,
            "an expression names one of the 573 reserved words bare",
            Sources.GUIDE + "ReservedWords.html"),
    UNDEFINED_PLACEHOLDER(
            Calls.WRITES,
            "an expression uses a placeholder that the request does not define",
            Sources.GUIDE + "Expressions.ExpressionAttributeNames.html"),
    UNUSED_PLACEHOLDER(
            Calls.WRITES,
            "the request defines a placeholder that no expression uses",
            Row.GITHUB + "getmoto/moto/issues/8474"),
    EXPRESSION_TOO_LONG(Calls.WRITES, "an expression is longer than 4 KB", Sources.LIMITS);

    private final Row row;

    DynamoDbRefusal(String calls, String condition, String source) {
        this(calls, condition, "ValidationException", source);
    }

    DynamoDbRefusal(String calls, String condition, String code, String source) {
        row = new Row(calls, condition, code, 400, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Calls {
        static final String ALL = "dynamodb: GetItem, PutItem, UpdateItem, DeleteItem";
        static final String WRITES = "dynamodb: PutItem, UpdateItem, DeleteItem";

        private Calls() {}
    }

    private static final class Sources {
        static final String API = Row.AWS + "amazondynamodb/latest/APIReference/API_";
        static final String GUIDE = Row.AWS + "amazondynamodb/latest/developerguide/";
        static final String LIMITS = GUIDE + "Constraints.html";

        private Sources() {}
    }
}
