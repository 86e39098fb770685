package dev.drlab.refusals;

/** The refusals of SNS. */
public enum SnsRefusal implements Refusal {
    TOPIC_NOT_FOUND("the topic does not exist in that region", "NotFound", 404, Sources.PUBLISH),
    EMPTY_MESSAGE("the message is empty", "InvalidParameter", 400, Sources.PUBLISH),
    MESSAGE_TOO_LONG(
            "message and subject together are longer than 262,144 bytes of UTF-8",
            "InvalidParameter",
            400,
            Row.GITHUB + "wellcomecollection/platform/issues/1460"),
    SUBJECT_LENGTH(
            "the subject is empty or has 100 characters or more (100 are taken today, but not promised)",
            "InvalidParameter",
            400,
            Row.GITHUB + "getmoto/moto/issues/1503"),
    SUBJECT_CHARACTERS(
            "the subject does not begin with a letter, a digit or a punctuation mark, or holds line breaks or control"
                    + " characters. Or it holds other characters than ASCII, as the page still has it in older editions",
            "InvalidParameter",
            400,
            Row.GITHUB + "kdgregory/log4j-aws-appenders/issues/67");

    private final Row row;

    SnsRefusal(String condition, String code, int status, String source) {
        row = new Row("sns: Publish", condition, code, status, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Sources {
        static final String PUBLISH = Row.AWS + "sns/latest/api/API_Publish.html";

        private Sources() {}
    }
}
