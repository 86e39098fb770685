package dev.drlab.statemachine.aws;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code lambda:invoke} reaches: in the lab and in break-glass the agent in this process. */
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
     */
    JsonNode invoke(String functionName, JsonNode payload) throws FunctionError;
}
