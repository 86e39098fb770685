package dev.drlab.infra.stacks.deploy;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A gap or an error of the emulator, and its replacement.
 *
 * @param service service name in the call's signature
 * @param operation pattern of {@link AwsRequest#operation()}
 * @param when additional condition on the request
 * @param reason the gap or error, and its consequence
 * @param answer the replacement's response
 */
record EmulatorGap(String service, Pattern operation, Predicate<AwsRequest> when, String reason, Answer answer) {

    /** The replacement's response. */
    @FunctionalInterface
    interface Answer {
        AwsResponse to(AwsRequest request, Emulator emulator) throws IOException, InterruptedException;
    }

    /** The emulator behind the proxy. */
    @FunctionalInterface
    interface Emulator {
        AwsResponse send(AwsRequest request) throws IOException, InterruptedException;
    }

    boolean covers(AwsRequest request) {
        return request.service().equals(service)
                && operation.matcher(request.operation()).matches()
                && when.test(request);
    }
}
