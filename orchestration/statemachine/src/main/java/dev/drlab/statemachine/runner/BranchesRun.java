package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the branches of a Parallel state, each on a worker. The first branch that fails stops the others. */
final class BranchesRun {
    private final Run run;
    private final String outerBranch;
    private final StopSignal outerStop;
    private final Map<String, JsonNode> outerVariables;

    BranchesRun(Run run, String outerBranch, StopSignal outerStop, Map<String, JsonNode> outerVariables) {
        this.run = run;
        this.outerBranch = outerBranch;
        this.outerStop = outerStop;
        this.outerVariables = outerVariables;
    }

    JsonNode run(State.Parallel parallel, Frame frame) throws StateFailure, StoppedException {
        JsonNode input = frame.evaluate(parallel.arguments(), frame.input());
        StopSignal stop = outerStop.child();
        AtomicReference<Throwable> first = new AtomicReference<>();
        List<CompletableFuture<JsonNode>> branches = new ArrayList<>();
        for (int i = 0; i < parallel.branches().size(); i++) {
            String name = (outerBranch.isEmpty() ? "" : outerBranch + "/") + parallel.name() + "[" + i + "]";
            GraphRunner runner = new GraphRunner(run, parallel.branches().get(i), name, stop, outerVariables);
            branches.add(start(runner, parallel.branches().get(i), input, stop, first));
        }
        awaitAll(branches);
        return results(branches, first.get());
    }

    private CompletableFuture<JsonNode> start(
            GraphRunner runner, StateGraph graph, JsonNode input, StopSignal stop, AtomicReference<Throwable> first) {
        CompletableFuture<JsonNode> branch = new CompletableFuture<>();
        run.workers().execute(() -> {
            try {
                branch.complete(runner.run(graph.startAt(), input));
            } catch (StateFailure | StoppedException | RuntimeException | Error e) {
                first.compareAndSet(null, e);
                stop.stop(StopSignal.Reason.SIBLING_FAILED);
                branch.completeExceptionally(e);
            }
        });
        return branch;
    }

    /** Every branch ends soon after its stop signal, so nothing else than their end needs to be waited for. */
    private void awaitAll(List<CompletableFuture<JsonNode>> branches) {
        CompletableFuture<Void> all = CompletableFuture.allOf(branches.toArray(CompletableFuture<?>[]::new));
        boolean interrupted = false;
        while (!all.isDone()) {
            try {
                run.waiter().await(all, Instant.MAX);
            } catch (InterruptedException e) {
                interrupted = true;
                outerStop.stop(StopSignal.Reason.ABORTED);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode results(List<CompletableFuture<JsonNode>> branches, Throwable first)
            throws StateFailure, StoppedException {
        outerStop.check();
        if (first instanceof StateFailure failure) {
            throw failure;
        }
        if (first instanceof StoppedException stopped) { // the machine's time is over
            outerStop.stop(stopped.reason());
            throw stopped;
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        branches.forEach(branch -> outputs.add(branch.join()));
        return Frame.limited(outputs);
    }
}
