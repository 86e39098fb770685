package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.statemachine.aws.TaskError;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.Template;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/**
 * Calls a task on a worker, so that the state can end on time whatever the call does. A call that is given up is
 * interrupted, not waited for: it may still take effect, as on AWS.
 */
final class TaskRun {
    private final Run run;
    private final String branch;
    private final StopSignal stop;

    TaskRun(Run run, String branch, StopSignal stop) {
        this.run = run;
        this.branch = branch;
        this.stop = stop;
    }

    JsonNode call(State.Task task, Frame frame) throws StateFailure, StoppedException {
        JsonNode arguments = frame.evaluate(task.arguments());
        Optional<Integer> timeoutSeconds = timeoutSeconds(task, frame);
        ObjectNode scheduled = JsonNodeFactory.instance
                .objectNode()
                .put("resource", task.resource().arn());
        scheduled.set("arguments", arguments);
        run.recorder().record(EventType.TASK_SCHEDULED, branch, task.name(), scheduled);
        try {
            JsonNode result = Frame.limited(outcome(task, arguments, timeoutSeconds));
            ObjectNode succeeded = JsonNodeFactory.instance.objectNode();
            succeeded.set("result", result);
            run.recorder().record(EventType.TASK_SUCCEEDED, branch, task.name(), succeeded);
            return result;
        } catch (StateFailure failure) {
            run.recorder().record(EventType.TASK_FAILED, branch, task.name(), GraphRunner.failureDetail(failure));
            throw failure;
        }
    }

    private static Optional<Integer> timeoutSeconds(State.Task task, Frame frame) throws StateFailure {
        Optional<Template> template = task.timeoutSeconds();
        if (template.isEmpty()) {
            return Optional.empty();
        }
        JsonNode seconds = frame.evaluate(template.get());
        if (!seconds.isInt() || seconds.intValue() < 1 || seconds.intValue() > GraphRunner.MAX_SECONDS) {
            throw new StateFailure(
                    StateFailure.QUERY_EVALUATION_ERROR,
                    "TimeoutSeconds must be an integer from 1 to 99999999, got " + seconds + " in state '" + task.name()
                            + "'",
                    null);
        }
        return Optional.of(seconds.intValue());
    }

    private JsonNode outcome(State.Task task, JsonNode arguments, Optional<Integer> timeoutSeconds)
            throws StateFailure, StoppedException {
        CompletableFuture<JsonNode> done = new CompletableFuture<>();
        Future<?> worker = run.workers().submit(() -> complete(task, arguments, done));
        Instant taskDeadline = timeoutSeconds
                .map(seconds -> run.waiter().instant().plusSeconds(seconds))
                .orElse(Instant.MAX);
        try {
            awaitEnd(done, taskDeadline);
            if (done.isDone()) {
                return result(done);
            }
            run.check(stop); // cancelled, or the machine's own timeout
            throw new StateFailure(
                    StateFailure.TIMEOUT,
                    "the task did not end within " + timeoutSeconds.orElse(0) + " s; it may still have taken effect",
                    null);
        } finally {
            worker.cancel(true); // without effect on a call that has ended
        }
    }

    private void complete(State.Task task, JsonNode arguments, CompletableFuture<JsonNode> done) {
        try {
            done.complete(run.tasks().call(task.resource(), arguments));
        } catch (TaskError | RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private void awaitEnd(CompletableFuture<JsonNode> done, Instant taskDeadline) throws StoppedException {
        try {
            Instant until = taskDeadline.isBefore(run.deadline()) ? taskDeadline : run.deadline();
            run.waiter().await(CompletableFuture.anyOf(done, stop.future()), until);
        } catch (InterruptedException e) {
            run.interrupted(stop);
        }
    }

    private static JsonNode result(CompletableFuture<JsonNode> done) throws StateFailure {
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TaskError error) {
                throw new StateFailure(error.error(), error.getMessage(), error);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new StateFailure(TaskError.TASK_FAILED, e.getCause().toString(), e);
        }
    }
}
