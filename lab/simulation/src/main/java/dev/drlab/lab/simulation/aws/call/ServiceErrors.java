package dev.drlab.lab.simulation.aws.call;

import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Fills the SDK's own exception classes the way an answer from AWS fills them. */
public final class ServiceErrors {
    private ServiceErrors() {}

    /**
     * Fills {@code builder} with what an error answer carries.
     *
     * @param builder of the exception class that the SDK maps {@code code} to
     * @param service as the SDK spells it: {@code Rds}, {@code DynamoDb}
     * @param status HTTP status, 400 to 599
     * @param code AWS's error code, such as {@code DBInstanceNotFound}
     * @param message AWS's error message, without the SDK's suffix
     * @return {@code builder}
     */
    public static <B extends AwsServiceException.Builder> B fill(
            B builder, String service, int status, String code, String message) {
        builder.message(message)
                .statusCode(status)
                .requestId(UUID.randomUUID().toString())
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage(message)
                        .sdkHttpResponse(
                                SdkHttpResponse.builder().statusCode(status).build())
                        .build());
        return builder;
    }
}
