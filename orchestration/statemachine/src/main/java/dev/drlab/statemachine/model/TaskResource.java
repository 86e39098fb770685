package dev.drlab.statemachine.model;

import java.util.Optional;

/** The resource that a Task calls. */
public sealed interface TaskResource {
    /** The prefix of every resource in a definition: no region, no account. */
    String PREFIX = "arn:aws:states:::";

    /** The ARN as it stands in the definition. */
    String arn();

    /**
     * One operation of an AWS service, called with the SDK.
     *
     * @param service as Step Functions spells it, e.g. {@code rds}
     * @param action in camel case, e.g. {@code describeDBInstances}
     */
    record SdkCall(String service, String action) implements TaskResource {
        @Override
        public String arn() {
            return PREFIX + "aws-sdk:" + service + ":" + action;
        }
    }

    /** The request-response form of {@code lambda:invoke}. */
    record LambdaInvoke() implements TaskResource {
        @Override
        public String arn() {
            return PREFIX + "lambda:invoke";
        }
    }

    /** Reads an ARN; empty for everything else that a Task could name, among it {@code .sync} and callbacks. */
    static Optional<TaskResource> parse(String arn) {
        if (arn.equals(PREFIX + "lambda:invoke")) {
            return Optional.of(new LambdaInvoke());
        }
        String sdk = PREFIX + "aws-sdk:";
        if (!arn.startsWith(sdk)) {
            return Optional.empty();
        }
        String[] parts = arn.substring(sdk.length()).split(":", -1);
        return parts.length == 2 && parts[0].matches("[a-z0-9]+") && parts[1].matches("[a-z][A-Za-z0-9]*")
                ? Optional.of(new SdkCall(parts[0], parts[1]))
                : Optional.empty();
    }
}
