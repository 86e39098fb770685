package dev.drlab.lab.simulation.aws.call;

import dev.drlab.refusals.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Failures that any AWS service may answer with, as the exception class that its SDK client would throw. */
public final class ServiceFailures {
    /** Services of the Query protocol; their throttling code lacks the suffix that the JSON services have. */
    private static final Set<String> QUERY_PROTOCOL = Set.of("Rds", "Sns", "CloudWatch");

    private static final String SUFFIX = "Exception";
    /** Of the codes that are not called as their exceptions are. */
    private static final Map<String, String> EXCEPTIONS = Map.of("MissingParameter", "MissingRequiredParameter");

    /** The error of each service for a resource that is in no state for the call; source: the errors of its API pages. */
    private static final Map<String, String> WRONG_STATES = Map.of(
            "Rds", "InvalidDBInstanceState",
            "Ecs", "ServiceNotActiveException",
            "ApplicationAutoScaling", "ValidationException");

    private ServiceFailures() {}

    /** The service's throttling error, as an SDK client of that type raises it. */
    public static AwsServiceException throttled(Class<?> client) {
        String code = QUERY_PROTOCOL.contains(ClientNames.service(client)) ? "Throttling" : "ThrottlingException";
        return of(client, 400, code, "Rate exceeded");
    }

    /** A call that the table of refusals refuses. */
    public static AwsServiceException refused(Class<?> client, Refused refused) {
        String code = refused.refusal().code();
        String name = EXCEPTIONS.getOrDefault(code, code);
        return of(
                client,
                refused.refusal().status(),
                code,
                name.endsWith(SUFFIX) ? name : name + SUFFIX,
                refused.message());
    }

    /** A 500 of the service, as an SDK client of that type raises it. */
    public static AwsServiceException serverError(Class<?> client) {
        return of(client, 500, "InternalFailure", "The request processing has failed because of an unknown error");
    }

    /**
     * The service's refusal of a call whose resource is in no state for it.
     *
     * @throws IllegalArgumentException for a service whose error for that is not known here
     */
    public static AwsServiceException wrongState(Class<?> client) {
        String code = WRONG_STATES.get(ClientNames.service(client));
        if (code == null) {
            throw new IllegalArgumentException(
                    "what " + ClientNames.service(client) + " answers of a resource in a wrong state is not known");
        }
        String exception = code.equals("InvalidDBInstanceState") ? "InvalidDbInstanceStateException" : code;
        return of(client, 400, code, exception, "The resource is in no state for this.");
    }

    /**
     * A request that breaks the service's own model. Source: "Common Errors" in the API reference of each service
     * ({@code ValidationError}); services of the JSON protocols answer with {@code ValidationException}.
     */
    public static AwsServiceException invalid(Class<?> client, List<String> violations) {
        String code = QUERY_PROTOCOL.contains(ClientNames.service(client)) ? "ValidationError" : "ValidationException";
        return of(
                client,
                400,
                code,
                violations.size() + " validation error" + (violations.size() == 1 ? "" : "s") + " detected: "
                        + String.join("; ", violations));
    }

    /** The modelled class where the service has one, else the service's own base class, as the SDK maps codes. */
    private static AwsServiceException of(Class<?> client, int status, String code, String message) {
        return of(client, status, code, code, message);
    }

    private static AwsServiceException of(Class<?> client, int status, String code, String exception, String message) {
        String service = ClientNames.service(client);
        String models = client.getPackageName() + ".model.";
        try {
            AwsServiceException.Builder builder =
                    builder(models + exception, models + service + SUFFIX, client.getClassLoader());
            return ServiceErrors.fill(builder, service, status, code, message).build();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no exception class for " + client, e);
        }
    }

    private static AwsServiceException.Builder builder(String modelled, String base, ClassLoader loader)
            throws ReflectiveOperationException {
        Class<?> type;
        try {
            type = Class.forName(modelled, true, loader);
        } catch (ClassNotFoundException e) {
            type = Class.forName(base, true, loader);
        }
        return (AwsServiceException.Builder) type.getMethod("builder").invoke(null);
    }
}
