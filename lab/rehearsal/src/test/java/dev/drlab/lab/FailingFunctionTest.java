package dev.drlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.drlab.lab.simulation.aws.fault.Fault;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailingFunctionTest {
    private final FaultInjector faults = new FaultInjector("us-west-2");

    @Test
    void aFunctionFailsUnderTheNamesThatStepFunctionsGives() throws Exception {
        List<String> done = new ArrayList<>();
        LambdaFunction function = new FailingFunction(
                (name, payload) -> {
                    done.add(payload.asText());
                    return payload;
                },
                faults);
        for (Fault fault : Fault.values()) {
            faults.fail(call -> call.is("Lambda", "invoke") && call.request().equals(text(fault)), fault, 1);
        }

        assertThat(failure(function, Fault.THROTTLED)).isEqualTo("Lambda.TooManyRequestsException");
        assertThat(failure(function, Fault.SERVER_ERROR)).isEqualTo("Lambda.ServiceException");
        assertThat(failure(function, Fault.REQUEST_LOST)).isEqualTo("States.Timeout");
        assertThat(done).isEmpty();
        assertThat(failure(function, Fault.ANSWER_LOST)).isEqualTo("States.Timeout");
        assertThat(done).containsExactly("ANSWER_LOST");
        assertThat(function.invoke("agent", text(Fault.THROTTLED))).isEqualTo(text(Fault.THROTTLED));
    }

    @Test
    void aFunctionThatIsRefusedIsInactiveAndThenPendingUntilItIsCalledWithSuccess() throws Exception {
        LambdaFunction function = new FailingFunction((name, payload) -> payload, faults);
        for (int idle = 1; idle <= 2; idle++) {
            faults.fail(call -> call.is("Lambda", "invoke"), Fault.REFUSED, 2);

            assertThat(failure(function, Fault.REFUSED)).isEqualTo("Lambda.ResourceNotReadyException");
            assertThat(failure(function, Fault.REFUSED)).isEqualTo("Lambda.ResourceConflictException");
            assertThat(function.invoke("agent", text(Fault.REFUSED))).isEqualTo(text(Fault.REFUSED));
        }
    }

    private static TextNode text(Fault fault) {
        return TextNode.valueOf(fault.name());
    }

    private static String failure(LambdaFunction function, Fault fault) {
        Throwable thrown = catchThrowable(() -> function.invoke("agent", text(fault)));
        return ((TaskError) thrown).error();
    }
}
