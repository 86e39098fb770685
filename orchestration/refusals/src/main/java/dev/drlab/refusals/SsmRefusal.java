package dev.drlab.refusals;

/** The refusals of Systems Manager's Parameter Store. */
public enum SsmRefusal implements Refusal {
    PARAMETER_NOT_FOUND(
            "ssm: GetParameter", "the parameter does not exist in that region", "ParameterNotFound", Sources.GET),
    PARAMETER_VERSION_NOT_FOUND(
            "ssm: GetParameter",
            "the parameter has no version of that number or label (NAME:VERSION)",
            "ParameterVersionNotFound",
            Sources.GET),
    PARAMETER_NAME(
            "ssm: GetParameter, PutParameter",
            "a name has other characters than letters, digits and . - _ between slashes, is a path without a slash at its"
                    + " beginning, or (PutParameter) begins with aws or ssm",
            "ValidationException",
            Row.GITHUB + "localstack/localstack/issues/7712"),
    PARAMETER_LENGTH(
            "ssm: PutParameter",
            "the value is empty, or, of a standard parameter, longer than 4096 bytes",
            "ValidationException",
            Row.GITHUB + "hashicorp/terraform-provider-aws/issues/18521"),
    NESTED_PARAMETER(
            "ssm: PutParameter",
            "the value holds {{ and, behind it, }}: parameters cannot be nested",
            "ValidationException",
            Row.AWS + "systems-manager/latest/APIReference/API_PutParameter.html");

    private final Row row;

    SsmRefusal(String calls, String condition, String code, String source) {
        row = new Row(calls, condition, code, 400, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Sources {
        static final String GET = Row.AWS + "systems-manager/latest/APIReference/API_GetParameter.html";

        private Sources() {}
    }
}
