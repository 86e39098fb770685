package dev.drlab.infra.stacks.deploy;

import dev.drlab.refusals.model.RequestConstraints;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Refuses requests that the services' own models refuse (required members, lengths, ranges, patterns, enums). AWS
 * checks them first; the emulator checks few of them.
 */
final class ModelledRequests implements ExecutionInterceptor {
    private static final RequestConstraints CONSTRAINTS = RequestConstraints.shipped();

    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        // The service's id, such as "Secrets Manager".
        String service =
                attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME).replace(" ", "");
        String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
        List<String> violations = CONSTRAINTS.know(service, operation)
                ? CONSTRAINTS.violations(service, operation, context.request())
                : List.of("nothing is known of what its model demands");
        if (!violations.isEmpty()) {
            String refusal = service + "." + operation + ": " + String.join("; ", violations);
            refused.add(refusal);
            throw SdkClientException.create(refusal);
        }
    }

    /** @throws IllegalStateException if a request was refused; the message names each */
    void requireAllTaken() {
        if (!refused.isEmpty()) {
            throw new IllegalStateException("not as AWS's models have it: " + refused);
        }
    }
}
