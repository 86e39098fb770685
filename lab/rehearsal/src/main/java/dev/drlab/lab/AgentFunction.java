package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.AgentException;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.aws.FunctionError;
import dev.drlab.statemachine.aws.LambdaFunction;
import java.util.function.UnaryOperator;

/**
 * The agent in place of the deployed function. What it refuses is the function's error, by the exception's name as on
 * Lambda: the state machine handles it and passes its words on. Any other exception is a fault of the agent.
 *
 * @param agent answers a request
 */
record AgentFunction(UnaryOperator<JsonNode> agent) implements LambdaFunction {
    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        if (!functionName.equals(LabRunbook.AGENT_FUNCTION)) {
            throw new LabException("the lab has no function '" + functionName + "'");
        }
        try {
            return agent.apply(payload);
        } catch (AgentException e) {
            throw new FunctionError(e.getClass().getName(), e.getMessage(), e);
        }
    }
}
