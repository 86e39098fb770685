package dev.drlab.breakglass;

import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A client whose only operation is Invoke. */
record FakeLambda(Function<InvokeRequest, InvokeResponse> invocation) implements LambdaClient {
    /** A function's response. */
    static InvokeResponse answer(String payload) {
        return InvokeResponse.builder()
                .statusCode(200)
                .payload(SdkBytes.fromUtf8String(payload))
                .build();
    }

    /** The response of a function that failed. */
    static InvokeResponse failure(String payload) {
        return answer(payload).toBuilder().functionError("Unhandled").build();
    }

    @Override
    public InvokeResponse invoke(InvokeRequest request) {
        return invocation.apply(request);
    }

    @Override
    public String serviceName() {
        return "lambda";
    }

    @Override
    public void close() {}
}
