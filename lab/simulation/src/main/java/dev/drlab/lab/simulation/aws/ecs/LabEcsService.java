package dev.drlab.lab.simulation.aws.ecs;

import dev.drlab.contract.service.Paths;
import dev.drlab.contract.threads.DaemonThreads;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.ManagedProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ECS service over real processes: keeps as many tasks as desired, replaces those that end, checks their health.
 * Unlike on ECS, a task that lives but does not answer is not replaced; it only stops counting as running.
 */
public final class LabEcsService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabEcsService.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final Duration CHECK_WHILE_STARTING = Duration.ofMillis(50);
    private static final Duration CHECK_WHILE_RUNNING = Duration.ofSeconds(1);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final int HTTP_OK = 200;
    /** How long an additional task waits for its start once {@link #startGently} was called. */
    public static final int PROVISIONING_SECONDS = 10;

    private final String name;
    private final LabHome home;
    private final TaskDefinition definition;
    private final Consumer<List<Integer>> runningPorts;
    private final ScheduledExecutorService scheduler;
    private final ExecutorService stopper;
    private final HttpClient http;
    private final List<LabTask> tasks = new ArrayList<>();
    private final List<LabTask> stopping = new ArrayList<>();
    private List<Integer> announcedPorts = List.of();
    private int desiredCount;
    private int taskNumber;
    private boolean lost;
    private boolean gently;
    private int failedStarts;
    private long nextStartNanos = System.nanoTime();

    /**
     * A service without tasks.
     *
     * @param name of the service and its region, for process names and logs
     * @param runningPorts is told the ports of all running tasks whenever they change, in order; must be quick
     */
    public LabEcsService(String name, LabHome home, TaskDefinition definition, Consumer<List<Integer>> runningPorts) {
        this.name = Objects.requireNonNull(name, "name");
        this.home = Objects.requireNonNull(home, "home");
        this.definition = Objects.requireNonNull(definition, "definition");
        this.runningPorts = Objects.requireNonNull(runningPorts, "runningPorts");
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "scheduler"));
        this.stopper = Executors.newCachedThreadPool(task -> daemon(task, "stopper"));
        this.http = HttpClient.newBuilder()
                .connectTimeout(CHECK_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .executor(stopper)
                .build();
        scheduler.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /**
     * Wants that many tasks from now on; they are started or stopped in the background.
     *
     * @param count zero or more
     */
    public synchronized void desire(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a service cannot have " + count + " tasks: give zero or more");
        }
        if (gently && count > desiredCount) {
            nextStartNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PROVISIONING_SECONDS);
        }
        desiredCount = count;
    }

    /** Keeps the wanted number within bounds from now on, as Application Auto Scaling does when a bound changes. */
    public synchronized void bound(int atLeast, int atMost) {
        desire(Math.max(atLeast, Math.min(atMost, desiredCount)));
    }

    /**
     * From now on additional tasks start only after {@value #PROVISIONING_SECONDS} s, where Fargate takes tens of seconds
     * to provision one, and new tasks run at a lower priority: on AWS a task that starts has processors of its own; here
     * it would take them from the tasks that serve.
     */
    public synchronized void startGently() {
        gently = true;
    }

    /** Ends {@link #startGently}: tasks start at once, where nobody measures those that serve. */
    public synchronized void startAtOnce() {
        gently = false;
    }

    /** How many tasks are wanted. */
    public synchronized int desiredCount() {
        return desiredCount;
    }

    /** How many tasks are alive and answered their last health check. */
    public synchronized int runningCount() {
        return (int) tasks.stream().filter(LabTask::isRunning).count();
    }

    /** How many tasks are alive but do not answer. */
    public synchronized int pendingCount() {
        return (int) tasks.stream()
                .filter(task -> task.process().isAlive() && !task.isRunning())
                .count();
    }

    /** The processes of all tasks, to pause them or to look at their logs. */
    public synchronized List<ManagedProcess> processes() {
        return tasks.stream().map(LabTask::process).toList();
    }

    /** Kills all tasks with SIGKILL, as when the region is lost, and starts none until {@link #restore}. */
    public synchronized void kill() {
        lost = true;
        Stream.concat(tasks.stream(), stopping.stream())
                .parallel() // the region is lost for all of them at once
                .forEach(task -> task.process().kill());
        tasks.clear();
        stopping.clear();
        announce();
    }

    /**
     * Starts as many tasks as are desired, after {@link #kill} or when some have ended, without the delay after failed
     * starts.
     *
     * @return whether any were missing
     */
    public synchronized boolean restore() {
        lost = false;
        failedStarts = 0;
        nextStartNanos = System.nanoTime();
        return tasks.stream().filter(task -> task.process().isAlive()).count() < desiredCount;
    }

    /** Kills all tasks and ends the service. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        kill();
        stopper.shutdown();
    }

    private void tick() {
        try {
            reconcile();
            checkHealth();
        } catch (RuntimeException e) { // else this was the last tick, and no task were replaced any more
            warn("ECS service {}: {}", name, e.getMessage());
        }
    }

    private synchronized void reconcile() {
        tasks.removeIf(this::hasEnded);
        stopping.removeIf(task -> !task.process().isAlive());
        announce();
        if (lost) {
            return;
        }
        while (tasks.size() > desiredCount) {
            stop(tasks.remove(surplus()));
        }
        while (tasks.size() < desiredCount && System.nanoTime() - nextStartNanos >= 0) {
            int port = home.freePort();
            taskNumber++;
            tasks.add(new LabTask(home.start(definition.process(name + " task " + taskNumber, port, gently)), port));
        }
        announce();
    }

    /** A task that never answered delays the next start, longer each time, as ECS does. */
    private boolean hasEnded(LabTask task) {
        if (task.process().isAlive()) {
            return false;
        }
        if (!task.wasEverHealthy()) {
            long backoffMillis = Math.min(LONGEST_BACKOFF.toMillis(), 1000L << Math.min(failedStarts, 10));
            failedStarts++;
            nextStartNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(backoffMillis);
            warn(
                    "{} ended before it answered: {}",
                    task.process().name(),
                    task.process().logTail(5));
        }
        return true;
    }

    /** A lab that shuts down kills its tasks and lets none start: that is no trouble of the service. */
    private void warn(String format, String first, String second) {
        if (!home.isClosed()) {
            LOG.warn(format, first, second);
        }
    }

    /** One that does not answer yet, else the newest. */
    private int surplus() {
        for (int i = tasks.size() - 1; i >= 0; i--) {
            if (!tasks.get(i).isRunning()) {
                return i;
            }
        }
        return tasks.size() - 1;
    }

    /** The balancer is told first, then the task gets time for the requests in flight. */
    private void stop(LabTask task) {
        announce();
        stopping.add(task);
        stopper.execute(() -> task.process().terminate(STOP_TIMEOUT));
    }

    private void checkHealth() {
        long now = System.nanoTime();
        List<LabTask> present;
        synchronized (this) {
            present = List.copyOf(tasks);
        }
        for (LabTask task : present) {
            if (task.beginCheck(now)) {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + task.port() + Paths.HEALTHZ))
                        .timeout(CHECK_TIMEOUT)
                        .build();
                http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .whenComplete((response, failure) ->
                                checked(task, failure == null && response.statusCode() == HTTP_OK));
            }
        }
    }

    private synchronized void checked(LabTask task, boolean answered) {
        Duration pause = answered ? CHECK_WHILE_RUNNING : CHECK_WHILE_STARTING;
        task.checked(answered, System.nanoTime() + pause.toNanos());
        if (answered) {
            failedStarts = 0;
        }
        announce();
    }

    private synchronized void announce() {
        List<Integer> ports =
                tasks.stream().filter(LabTask::isRunning).map(LabTask::port).toList();
        if (!ports.equals(announcedPorts)) {
            announcedPorts = ports;
            runningPorts.accept(ports);
        }
    }

    private Thread daemon(Runnable task, String role) {
        return DaemonThreads.of("drlab-ecs-" + name.replace(' ', '-') + "-" + role, task);
    }
}
