package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drlab.agent.AgentException;
import dev.drlab.statemachine.aws.FunctionError;
import org.junit.jupiter.api.Test;

class AgentFunctionTest {
    private static final JsonNode REQUEST = TextNode.valueOf("request");

    @Test
    void aRefusalIsTheFunctionsErrorUnderItsName() {
        AgentFunction function = new AgentFunction(request -> {
            throw new AgentException.InvalidRequest("no such action");
        });
        assertThatThrownBy(() -> function.invoke(LabRunbook.AGENT_FUNCTION, REQUEST))
                .isInstanceOfSatisfying(
                        FunctionError.class,
                        error -> assertThat(error.errorType())
                                .isEqualTo("dev.drlab.agent.AgentException$InvalidRequest"))
                .hasMessage("no such action");
    }

    @Test
    void aFaultOfTheAgentIsPassedOnAsItIs() {
        IllegalStateException fault = new IllegalStateException("a bug");
        AgentFunction function = new AgentFunction(request -> {
            throw fault;
        });
        assertThatThrownBy(() -> function.invoke(LabRunbook.AGENT_FUNCTION, REQUEST))
                .isSameAs(fault);
    }

    @Test
    void thereIsNoOtherFunction() throws FunctionError {
        AgentFunction function = new AgentFunction(request -> request);
        assertThat(function.invoke(LabRunbook.AGENT_FUNCTION, REQUEST)).isSameAs(REQUEST);
        assertThatThrownBy(() -> function.invoke("another", REQUEST)).hasMessageContaining("no function 'another'");
    }
}
