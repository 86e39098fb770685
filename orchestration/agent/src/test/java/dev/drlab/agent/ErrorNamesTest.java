package dev.drlab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drlab.contract.machine.ErrorNames;
import org.junit.jupiter.api.Test;

/** The names under which others look for the agent's errors are those of its exceptions' classes. */
class ErrorNamesTest {
    @Test
    void anErrorLeavesUnderTheNameOfItsClass() {
        assertThat(ErrorNames.ofAgent(ErrorNames.LOCKED)).isEqualTo(AgentException.Locked.class.getName());
        assertThat(ErrorNames.ofAgent(ErrorNames.SUPERSEDED)).isEqualTo(AgentException.Superseded.class.getName());
    }
}
