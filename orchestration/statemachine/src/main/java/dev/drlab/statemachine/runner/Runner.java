package dev.drlab.statemachine.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.aws.AwsClients;
import dev.drlab.statemachine.aws.LambdaFunction;
import dev.drlab.statemachine.aws.TaskCaller;
import dev.drlab.statemachine.model.State;
import dev.drlab.statemachine.model.StateGraph;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Runs one definition: the same document that Step Functions runs, against clients that are given. An execution runs on
 * the thread that calls; tasks and branches run on daemon threads of their own. Safe for use by several threads.
 */
public final class Runner {
    private final Definition definition;
    private final TaskCaller tasks;
    private final Waiter waiter;
    private final ExecutionListener listener;
    private final RandomGenerator random;
    private final Set<StopSignal> running = ConcurrentHashMap.newKeySet();

    /** A runner in real time. See the other constructor. */
    public Runner(Definition definition, AwsClients clients, LambdaFunction lambda, ExecutionListener listener) {
        this(definition, clients, lambda, listener, Waiter.system(), new Random());
    }

    /**
     * A runner of {@code definition}. The clients stay the caller's to close.
     *
     * @param random draws the jitter of retries; must be safe for use by several threads
     * @throws IllegalArgumentException if the definition calls a service that {@code clients} has none for
     */
    public Runner(
            Definition definition,
            AwsClients clients,
            LambdaFunction lambda,
            ExecutionListener listener,
            Waiter waiter,
            RandomGenerator random) {
        this.definition = Objects.requireNonNull(definition, "definition");
        this.tasks = new TaskCaller(clients, lambda);
        this.listener = Objects.requireNonNull(listener, "listener");
        this.waiter = Objects.requireNonNull(waiter, "waiter");
        this.random = Objects.requireNonNull(random, "random");
        prepare(definition.machine().graph());
    }

    private void prepare(StateGraph graph) {
        for (State state : graph.states().values()) {
            if (state instanceof State.Task task) {
                tasks.prepare(task.resource());
            } else if (state instanceof State.Parallel parallel) {
                parallel.branches().forEach(this::prepare);
            }
        }
    }

    /**
     * Starts an execution and runs it to its end.
     *
     * @param executionName for people and for {@code $states.context}
     * @param input the first state's input
     * @param journal a file that does not exist yet, or in which nothing has begun
     * @throws JournalException if the journal holds an execution already, or cannot be written
     */
    public ExecutionResult run(String executionName, JsonNode input, Path journal) {
        try (Journal file = Journal.open(journal)) {
            Replay nothing = Replay.of(journal, file.read());
            if (!nothing.isEmpty()) {
                throw new JournalException(
                        journal,
                        "holds the execution '" + nothing.executionName()
                                + "' already; resume it, or name another file");
            }
            file.continueAt(0, JournalLine.BEGINNING);
            Instant startedAt = waiter.instant();
            ExecutionContext context = new ExecutionContext(definition.name(), executionName, input, startedAt, 0);
            Recorder recorder = new Recorder(file, waiter, listener, nothing.visits(), 0);
            StartingPoint start =
                    StartingPoint.first(definition.machine().graph().startAt(), input);
            return execute(context, recorder, start, EventType.EXECUTION_STARTED, started(context));
        }
    }

    private ObjectNode started(ExecutionContext context) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode().put("execution", context.name());
        detail.set("input", context.input());
        detail.putObject("definition").put("name", definition.name()).put("sha256", definition.sha256());
        return detail;
    }

    /**
     * Goes on with a run that was killed or aborted, behind the last state that it completed. The state that was in
     * progress is run again, a Parallel state with all its branches. The machine's TimeoutSeconds begin anew.
     *
     * @throws JournalException if the journal holds no execution, one that has ended, one of another definition, or
     *     damage other than a torn last line
     */
    public ExecutionResult resume(Path journal) {
        try (Journal file = Journal.open(journal)) {
            Replay replay = Replay.of(journal, file.read());
            JournalSummary.of(journal, replay).requireResumableBy(definition);
            file.continueAt(replay.wholeBytes(), replay.lastSum());
            int redriveCount = replay.redriveCount() + 1;
            ExecutionContext context = new ExecutionContext(
                    definition.name(), replay.executionName(), replay.input(), replay.startedAt(), redriveCount);
            Recorder recorder = new Recorder(file, waiter, listener, replay.visits(), replay.lastSequence());
            StartingPoint start = new StartingPoint(
                    replay.nextState(definition.machine().graph().startAt()),
                    replay.boundaryOutput(),
                    replay.variables());
            ObjectNode detail = JsonNodeFactory.instance.objectNode().put("redriveCount", redriveCount);
            return execute(context, recorder, start, EventType.EXECUTION_RESUMED, detail);
        }
    }

    /** Ends every execution that this runner is running as ABORTED, as Ctrl-C should; returns at once. */
    public void cancel() {
        running.forEach(stop -> stop.stop(StopSignal.Reason.ABORTED));
    }

    private ExecutionResult execute(
            ExecutionContext context, Recorder recorder, StartingPoint start, EventType first, ObjectNode detail) {
        StopSignal stop = new StopSignal();
        ExecutorService workers =
                Executors.newCachedThreadPool(DaemonThreads.numbered("drlab-execution-" + context.name()));
        running.add(stop);
        try {
            recorder.record(first, detail);
            Instant deadline = definition.machine().timeoutSeconds().isPresent()
                    ? waiter.instant()
                            .plusSeconds(definition.machine().timeoutSeconds().getAsInt())
                    : Instant.MAX;
            Run run = new Run(context, recorder, tasks, waiter, random, workers, deadline);
            return new Ending(context, recorder)
                    .of(() -> start.run(run, definition.machine().graph(), stop));
        } finally {
            running.remove(stop);
            workers.shutdownNow();
        }
    }
}
