package dev.drlab.refusals;

/** The refusals of Secrets Manager. */
public enum SecretsManagerRefusal implements Refusal {
    SECRET_NOT_FOUND(
            "secretsmanager: GetSecretValue, PutSecretValue",
            "the secret does not exist in that region",
            "ResourceNotFoundException",
            Sources.PUT),
    SECRET_DELETED(
            "secretsmanager: GetSecretValue, PutSecretValue",
            "the secret is scheduled for deletion",
            "InvalidRequestException",
            Row.GITHUB + "external-secrets/kubernetes-external-secrets/issues/114"),
    NO_TOKEN(
            "secretsmanager: PutSecretValue",
            "no ClientRequestToken comes with it: the SDKs fill it in, a state machine is not known to",
            "InvalidRequestException",
            Row.GITHUB + "localstack/localstack/pull/8308"),
    TOKEN_REUSED(
            "secretsmanager: PutSecretValue",
            "a version with that token has another value, whether it is the current version or an older one",
            "ResourceExistsException",
            Sources.PUT),
    NO_SECRET_VALUE(
            "secretsmanager: PutSecretValue",
            "neither a string nor a binary value comes with it",
            "InvalidRequestException",
            Sources.PUT),
    SECRET_TOO_LONG(
            "secretsmanager: PutSecretValue",
            "the string is longer than 65,536 bytes of UTF-8",
            "InvalidParameterException",
            Row.AWS + "secretsmanager/latest/userguide/reference_limits.html");

    private final Row row;

    SecretsManagerRefusal(String calls, String condition, String code, String source) {
        row = new Row(calls, condition, code, 400, source);
    }

    @Override
    public Row row() {
        return row;
    }

    private static final class Sources {
        static final String PUT = Row.AWS + "secretsmanager/latest/apireference/API_PutSecretValue.html";

        private Sources() {}
    }
}
