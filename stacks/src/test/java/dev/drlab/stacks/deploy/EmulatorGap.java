package dev.drlab.stacks.deploy;

import java.io.IOException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Something that the emulator lacks or does wrongly, and what answers instead.
 *
 * @param service name under which the call is signed
 * @param operation pattern of {@link AwsRequest#operation()}
 * @param when further condition
 * @param reason what the emulator lacks or does wrongly, and why it matters
 * @param answer what is answered instead
 */
record EmulatorGap(String service, Pattern operation, Predicate<AwsRequest> when, String reason, Answer answer) {

    /** What is answered instead. */
    @FunctionalInterface
    interface Answer {
        AwsResponse to(AwsRequest request, Emulator emulator) throws IOException, InterruptedException;
    }

    /** The emulator behind. */
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
