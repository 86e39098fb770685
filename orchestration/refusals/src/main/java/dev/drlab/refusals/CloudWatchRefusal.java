package dev.drlab.refusals;

/** The refusals of CloudWatch for metrics. */
public enum CloudWatchRefusal implements Refusal {
    NO_METRICS("no metric comes with it", "MissingParameter", 400, Sources.PUT),
    TOO_MANY_METRICS("more than 1000 metrics come with it", "InvalidParameterValue", 400, Sources.PUT),
    REQUEST_TOO_LARGE(
            "the request has more than 1 MB",
            "RequestEntityTooLarge",
            413,
            Row.GITHUB + "micrometer-metrics/micrometer/issues/2302"),
    RESERVED_NAMESPACE("the namespace begins with AWS/", "InvalidParameterValue", 400, Sources.PUT),
    NAMESPACE_CHARACTERS(
            "the namespace is blank or has other characters than letters, digits, space and . - _ / # :",
            "InvalidParameterValue",
            400,
            Row.AWS + "AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html"),
    DIMENSION_CHARACTERS(
            "a dimension's name or value is blank or has control characters or other characters than ASCII, or the name"
                    + " begins with a colon",
            "InvalidParameterValue",
            400,
            Row.GITHUB + "Netflix/servo/issues/84"),
    TOO_MANY_DIMENSIONS("a metric has more than 30 dimensions", "InvalidParameterValue", 400, Sources.PUT),
    VALUE_AND_STATISTICS(
            "a metric has more than one of a value, values with counts, and a statistic set",
            "InvalidParameterCombination",
            400,
            Row.GITHUB + "AdRoll/goamz/issues/355"),
    NO_VALUE(
            "a metric has neither a value nor values nor a statistic set",
            "InvalidParameterCombination",
            400,
            Row.GITHUB + "AdRoll/goamz/pull/301"),
    VALUE_OUT_OF_RANGE(
            "a number is NaN or infinite, or lies outside -2^360 to 2^360",
            "InvalidParameterValue",
            400,
            Row.GITHUB + "getmoto/moto/issues/3880"),
    TOO_MANY_VALUES("a metric has more than 150 values", "InvalidParameterValue", 400, Sources.DATUM),
    UNEVEN_COUNTS("a metric has counts, but not as many as values", "InvalidParameterValue", 400, Sources.DATUM),
    TIMESTAMP_OUT_OF_RANGE(
            "a time stamp is more than two weeks old or more than two hours ahead",
            "InvalidParameterValue",
            400,
            Row.GITHUB + "cloud-custodian/cloud-custodian/issues/2559");

    private final Row row;

    CloudWatchRefusal(String condition, String code, int status, String source) {
        row = new Row("monitoring: PutMetricData", condition, code, status, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Sources {
        static final String PUT = Row.AWS + "AmazonCloudWatch/latest/APIReference/API_PutMetricData.html";
        static final String DATUM = Row.AWS + "AmazonCloudWatch/latest/APIReference/API_MetricDatum.html";

        private Sources() {}
    }
}
