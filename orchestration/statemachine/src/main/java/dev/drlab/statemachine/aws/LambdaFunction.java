package dev.drlab.statemachine.aws;

import com.fasterxml.jackson.databind.JsonNode;

/** The target of {@code lambda:invoke}: in the lab the agent in this process, in break-glass the deployed function. */
@FunctionalInterface
public interface LambdaFunction {
    /**
     * Invokes the function and waits for its answer. It is interrupted when the task times out or the execution is
     * cancelled. Any other exception than {@link FunctionError} counts as one whose type is the exception's class name,
     * as Lambda does for a Java function.
     *
     * @param functionName as the definition gives it
     * @param payload the event
     * @return the answer
     * @throws FunctionError if the function ended with an error
     * @throws TaskError if it could not be invoked, or did not say how it ended; passed on as it is
     */
    JsonNode invoke(String functionName, JsonNode payload) throws FunctionError, TaskError;
}
