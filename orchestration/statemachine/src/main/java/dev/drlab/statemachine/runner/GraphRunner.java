package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.Timestamps;
import dev.drlab.statemachine.model.Catcher;
import dev.drlab.statemachine.model.ChoiceRule;
import dev.drlab.statemachine.model.Retrier;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import dev.drlab.statemachine.model.Template;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks one graph, the machine's or a branch's, from state to state. It owns the variables of its scope; those of outer
 * scopes it only reads. One thread runs it.
 */
final class GraphRunner {
    private static final JsonNode UNSET = JsonNodeFactory.instance.missingNode();

    /** The longest wait, and the longest time-out, that Step Functions takes. */
    static final int MAX_SECONDS = 99_999_999;

    private final Run run;
    private final StateGraph graph;
    private final String branch;
    private final StopSignal stop;
    private final Map<String, JsonNode> variables;

    /** {@code visible} is every variable that can be read at the start: those of outer scopes, or a resumed run's. */
    GraphRunner(Run run, StateGraph graph, String branch, StopSignal stop, Map<String, JsonNode> visible) {
        this.run = run;
        this.graph = graph;
        this.branch = branch;
        this.stop = stop;
        this.variables = new HashMap<>(visible);
    }

    /** Where a state leads: {@code next} is empty at the end of the graph. */
    private record Step(Optional<String> next, JsonNode output, ObjectNode assigned) {}

    /**
     * Runs from {@code first} to a terminal state, whose output it returns.
     *
     * @throws StateFailure if a state fails and nothing in this graph catches it
     * @throws StoppedException if the stop signal is given or the run's time is over
     */
    JsonNode run(String first, JsonNode input) throws StateFailure, StoppedException {
        Optional<String> next = Optional.of(first);
        JsonNode output = input;
        while (next.isPresent()) {
            run.check(stop);
            State state = graph.state(next.get());
            ObjectNode entered = JsonNodeFactory.instance.objectNode();
            entered.set("input", output);
            Instant at = run.recorder()
                    .record(EventType.STATE_ENTERED, branch, state.name(), entered)
                    .at();
            Frame frame = new Frame(run.context(), state, at, output, Map.copyOf(variables), run.waiter());
            Step step = visit(state, frame);
            step.assigned().properties().forEach(v -> variables.put(v.getKey(), v.getValue()));
            run.recorder().record(EventType.STATE_EXITED, branch, state.name(), exited(step));
            next = step.next();
            output = step.output();
        }
        return output;
    }

    private static ObjectNode exited(Step step) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        step.next().ifPresent(name -> detail.put("next", name));
        detail.set("output", step.output());
        detail.set("assigned", step.assigned());
        return detail;
    }

    private Step visit(State state, Frame frame) throws StateFailure, StoppedException {
        if (state instanceof State.Task task) {
            return new Attempts(task.retriers(), task.catchers())
                    .of(state, frame, () -> exit(task.exit(), frame, callTask(task, frame)));
        }
        if (state instanceof State.Parallel parallel) {
            return new Attempts(parallel.retriers(), parallel.catchers())
                    .of(state, frame, () -> exit(parallel.exit(), frame, runBranches(parallel, frame)));
        }
        if (state instanceof State.Choice choice) {
            return choose(choice, frame);
        }
        if (state instanceof State.Wait wait) {
            run.sleepUntil(wakeTime(wait, frame), stop);
            return exit(wait.exit(), frame, UNSET);
        }
        if (state instanceof State.Pass pass) {
            return exit(pass.exit(), frame, UNSET);
        }
        if (state instanceof State.Succeed succeed) {
            return new Step(
                    Optional.empty(),
                    frame.evaluate(succeed.output(), frame.input()),
                    JsonNodeFactory.instance.objectNode());
        }
        throw failure((State.Fail) state, frame);
    }

    private JsonNode callTask(State.Task task, Frame frame) throws StateFailure, StoppedException {
        return new TaskRun(run, branch, stop).call(task, frame);
    }

    private JsonNode runBranches(State.Parallel parallel, Frame frame) throws StateFailure, StoppedException {
        return new BranchesRun(run, branch, stop, Map.copyOf(variables)).run(parallel, frame);
    }

    /** Assign and Output see the same values: those before the assignment. */
    private static Step exit(State.Exit exit, Frame frame, JsonNode result) throws StateFailure {
        boolean hasResult = !result.isMissingNode();
        JsonNode assigned = hasResult ? frame.evaluateWithResult(exit.assign(), result) : frame.evaluate(exit.assign());
        JsonNode output = hasResult ? result : frame.input();
        if (exit.output().isPresent()) {
            Template template = exit.output().get();
            output = hasResult ? frame.evaluateWithResult(template, result) : frame.evaluate(template);
        }
        return new Step(exit.next(), output, (ObjectNode) assigned);
    }

    private static Step choose(State.Choice choice, Frame frame) throws StateFailure {
        for (ChoiceRule rule : choice.rules()) {
            JsonNode holds = frame.evaluate(rule.condition());
            if (!holds.isBoolean()) {
                throw new StateFailure(
                        StateFailure.QUERY_EVALUATION_ERROR,
                        "the condition " + rule.condition() + " of state '" + choice.name()
                                + "' must be true or false, got " + holds,
                        null);
            }
            if (holds.booleanValue()) {
                return exit(new State.Exit(rule.assign(), rule.output(), Optional.of(rule.next())), frame, UNSET);
            }
        }
        if (choice.fallback().next().isEmpty()) {
            throw new StateFailure(
                    StateFailure.NO_CHOICE_MATCHED,
                    "no condition of state '" + choice.name() + "' holds, and it has no Default",
                    null);
        }
        return exit(choice.fallback(), frame, UNSET);
    }

    private Instant wakeTime(State.Wait wait, Frame frame) throws StateFailure {
        JsonNode until = frame.evaluate(wait.until());
        if (wait.timestamp() && until.isTextual()) {
            try {
                return Timestamps.parse(until.textValue());
            } catch (DateTimeException e) {
                throw badWait(wait, "Timestamp " + e.getMessage(), e);
            }
        }
        if (wait.timestamp() || !until.isInt() || until.intValue() < 0 || until.intValue() > MAX_SECONDS) {
            throw badWait(
                    wait,
                    wait.timestamp()
                            ? "Timestamp must be a string, got " + until
                            : "Seconds must be an integer from 0 to " + MAX_SECONDS + ", got " + until,
                    null);
        }
        return run.waiter().instant().plusSeconds(until.intValue());
    }

    private static StateFailure badWait(State.Wait wait, String what, Exception origin) {
        return new StateFailure(StateFailure.QUERY_EVALUATION_ERROR, what + " in state '" + wait.name() + "'", origin);
    }

    private static StateFailure failure(State.Fail fail, Frame frame) throws StateFailure {
        JsonNode none = JsonNodeFactory.instance.textNode("");
        return new StateFailure(
                text(fail, "Error", frame.evaluate(fail.error(), none)),
                text(fail, "Cause", frame.evaluate(fail.cause(), none)),
                null);
    }

    private static String text(State.Fail fail, String field, JsonNode value) throws StateFailure {
        if (!value.isTextual()) {
            throw new StateFailure(
                    StateFailure.QUERY_EVALUATION_ERROR,
                    field + " must be a string, got " + value + " in state '" + fail.name() + "'",
                    null);
        }
        return value.textValue();
    }

    /** One attempt at what a state does. */
    private interface Attempt {
        Step run() throws StateFailure, StoppedException;
    }

    /** Retry and Catch of one visit. */
    private final class Attempts {
        private final RetryPolicy retries;
        private final List<Catcher> catchers;

        Attempts(List<Retrier> retriers, List<Catcher> catchers) {
            this.retries = new RetryPolicy(retriers, run.random());
            this.catchers = catchers;
        }

        Step of(State state, Frame frame, Attempt attempt) throws StateFailure, StoppedException {
            while (true) {
                try {
                    return attempt.run();
                } catch (StateFailure failure) {
                    stop.check(); // a failure on which the run was cancelled is not for Retry and Catch to handle
                    Optional<RetryPolicy.Wait> wait = retries.next(failure);
                    if (wait.isEmpty()) {
                        return caught(state, frame, failure);
                    }
                    ObjectNode detail = failureDetail(failure);
                    detail.put("retry", wait.get().retry());
                    detail.put("delayMillis", wait.get().delay().toMillis());
                    run.recorder().record(EventType.RETRY, branch, state.name(), detail);
                    frame.retried();
                    run.sleepUntil(run.waiter().instant().plus(wait.get().delay()), stop);
                }
            }
        }

        private Step caught(State state, Frame frame, StateFailure failure) throws StateFailure {
            for (Catcher catcher : catchers) {
                if (failure.matches(catcher.errorEquals())) {
                    ObjectNode detail = failureDetail(failure);
                    detail.put("next", catcher.next());
                    run.recorder().record(EventType.CATCH, branch, state.name(), detail);
                    JsonNode assigned = frame.evaluateWithError(catcher.assign(), failure);
                    JsonNode output = catcher.output().isPresent()
                            ? frame.evaluateWithError(catcher.output().get(), failure)
                            : failure.errorOutput();
                    return new Step(Optional.of(catcher.next()), output, (ObjectNode) assigned);
                }
            }
            throw failure;
        }
    }

    static ObjectNode failureDetail(StateFailure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", failure.error())
                .put("cause", failure.cause());
    }
}
