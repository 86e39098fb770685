package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.agent.Agent;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Runner;
import dev.drlab.statemachine.runner.Waiter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs state machines in one region: the runner, the region's AWS clients, and its agent in place of the function. */
final class StateMachines {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private final LabRegion region;
    private final Agent agent;
    private final AwsClients clients;
    private final LambdaFunction function;
    private final Path journals;
    private final Waiter waiter;
    private final AtomicInteger executions = new AtomicInteger();

    StateMachines(LabRegion region, Agent agent, Path journals, Waiter waiter) {
        this.region = region;
        this.agent = agent;
        this.clients = AwsClients.of(region.clients());
        this.journals = journals;
        this.waiter = waiter;
        this.function = new FailingFunction(new AgentFunction(agent::handle), region.faults());
    }

    Agent agent() {
        return agent;
    }

    /** Starts an execution under a name of its own and waits for its end. */
    ExecutionResult run(Definition definition, ActivateInput input, ExecutionListener listener) {
        return run(definition, input.mode(), input.json(), listener);
    }

    /** The same with any input; {@code label} goes into the execution's name. */
    ExecutionResult run(Definition definition, String label, JsonNode input, ExecutionListener listener) {
        requireUp();
        String execution = definition.name() + "-" + region.name() + "-" + label + "-" + STAMP.format(Instant.now())
                + "-" + executions.incrementAndGet();
        return runner(definition, listener).run(execution, input, journal(execution));
    }

    /** Goes on with an execution that was killed or aborted. */
    ExecutionResult resume(Definition definition, String execution, ExecutionListener listener) {
        requireUp();
        return runner(definition, listener).resume(journal(execution));
    }

    private void requireUp() {
        if (!region.isUp()) {
            throw new LabException(region.name() + " is down: its state machines cannot run; restore it first");
        }
    }

    private Path journal(String execution) {
        return journals.resolve(execution + ".jsonl");
    }

    private Runner runner(Definition definition, ExecutionListener listener) {
        return new Runner(definition, clients, function, listener, waiter, new Random());
    }
}
