package dev.drlab.images;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container as ECS would start it: the image's user and command; environment, read-only root, dropped capabilities, init process and
 * stop time-out of the task definition. It has the machine's network, as a task has one of its own.
 *
 * <p>The engine of these tests may limit no memory, so the JVM is told that the machine has as much as the task: its heap is what it
 * would be on AWS ({@code -XX:MaxRAM}).
 */
final class TaskContainer extends GenericContainer<TaskContainer> {
    private static final String REFERENCE = "${";

    private final TaskDefinition task;

    /**
     * @param image its name
     * @param standIns variables of the definition that lead to a stand-in here, and those by which a stand-in is found
     * @param secrets a value for each of the definition's secrets
     */
    TaskContainer(TaskDefinition task, String image, Map<String, String> standIns, Map<String, String> secrets) {
        super(DockerImageName.parse(image));
        this.task = task;
        Map<String, String> environment = new LinkedHashMap<>(task.environment());
        environment.putAll(standIns);
        environment.forEach((name, value) -> {
            if (value.contains(REFERENCE)) {
                throw new IllegalArgumentException(name + " is " + value + ", which nothing stands in for");
            }
        });
        if (!secrets.keySet().equals(task.secrets())) {
            throw new IllegalArgumentException(task.name() + " takes the secrets " + task.secrets() + ", not "
                    + new LinkedHashSet<>(secrets.keySet()));
        }
        environment.putAll(secrets);
        environment.merge(
                "JAVA_TOOL_OPTIONS", "-XX:MaxRAM=" + task.memoryMib() + "m", (given, memory) -> memory + " " + given);
        withEnv(environment);
        withNetworkMode("host");
        withImagePullPolicy(name -> false); // it was just built
        withCreateContainerCmdModifier(create -> harden(create.getHostConfig()));
    }

    private void harden(HostConfig host) {
        host.withReadonlyRootfs(task.readOnlyRoot())
                .withInit(task.init())
                .withCapDrop(task.dropped().stream().map(Capability::valueOf).toArray(Capability[]::new));
    }

    /** The authorities' file of the databases, where the program looks for it. */
    TaskContainer withAuthorities(Path file, String path) {
        Bind bind = new Bind(file.toString(), new Volume(path), AccessMode.ro);
        return withCreateContainerCmdModifier(create -> create.getHostConfig().withBinds(bind));
    }

    /** A name of a server, and where it is. */
    TaskContainer withHost(String name, String address) {
        return withExtraHost(name, address);
    }

    /** For a job: its start is good when it ended well; used where the end is awaited anyway. */
    TaskContainer withoutStartCheck() {
        return withStartupCheckStrategy(new OneShotStartupCheckStrategy() {
            @Override
            public StartupStatus checkStartupState(com.github.dockerjava.api.DockerClient client, String id) {
                return StartupStatus.SUCCESSFUL;
            }
        });
    }

    /** As ECS stops a task: SIGTERM, and SIGKILL after the definition's time-out. */
    Ended stopAsEcs() {
        long began = System.nanoTime();
        getDockerClient()
                .stopContainerCmd(getContainerId())
                .withTimeout(task.stopTimeoutSeconds())
                .exec();
        return ended(began);
    }

    /** Waits for its end and calls {@code look} at each poll; fails if it still runs after {@code timeLimit}. */
    Ended awaitEnd(Duration timeLimit, Runnable look) {
        long began = System.nanoTime();
        await(task.name() + " ends")
                .atMost(timeLimit)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    look.run();
                    return !Boolean.TRUE.equals(inspected().getState().getRunning());
                });
        return ended(began);
    }

    /** The same without a reading. */
    Ended awaitEnd(Duration timeLimit) {
        return awaitEnd(timeLimit, () -> {});
    }

    private Ended ended(long began) {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Ended(inspected().getState().getExitCodeLong(), took, getLogs());
    }

    /** Its standard output. */
    String output() {
        return getLogs(OutputType.STDOUT);
    }

    private InspectContainerResponse inspected() {
        return getDockerClient().inspectContainerCmd(getContainerId()).exec();
    }

    /** A line of {@code /proc/PID/status} for the program, not for the init process that started it. */
    String kernelSays(String field) {
        return read(program().resolve("status"))
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + field + " in /proc/PID/status"));
    }

    /** The largest memory that the program has had, in MiB; empty once it has ended. */
    Optional<Long> peakMib() {
        try {
            return Optional.of(Long.parseLong(kernelSays("VmHWM").split(" ")[0]) / 1024);
        } catch (UncheckedIOException | AssertionError e) {
            return Optional.empty(); // its end came in between
        }
    }

    /** Mount points that the program sees as writable; of the file systems that hold files, not of the kernel's own. */
    Set<String> writableMounts() {
        Set<String> writable = new LinkedHashSet<>();
        for (String line : read(program().resolve("mountinfo")).lines().toList()) {
            String[] fields = line.split(" ");
            String type = line.substring(line.indexOf(" - ") + 3).split(" ")[0];
            boolean kernels = List.of("proc", "sysfs", "devpts", "mqueue", "cgroup", "cgroup2", "devtmpfs")
                    .contains(type);
            if (!kernels
                    && !fields[4].startsWith("/dev")
                    && !fields[4].startsWith("/proc")
                    && !fields[4].startsWith("/sys")
                    && List.of(fields[5].split(",")).contains("rw")) {
                writable.add(fields[4]);
            }
        }
        return writable;
    }

    private Path program() {
        long first = inspected().getState().getPidLong();
        Path init = Path.of("/proc", Long.toString(first));
        String children =
                read(init.resolve("task").resolve(Long.toString(first)).resolve("children"));
        return children.isBlank() ? init : Path.of("/proc", children.strip().split(" ")[0]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
