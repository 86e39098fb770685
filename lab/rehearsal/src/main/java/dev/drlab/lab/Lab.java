package dev.drlab.lab;

import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.machine.WalAnswer;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.network.dns.Resolver;
import dev.drlab.lab.simulation.network.health.FailoverChecks;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import dev.drlab.lab.simulation.s3.LabObjects;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A running lab: two regions, the links between them, DNS with its health checks, and the front door. One JVM runs it;
 * the databases and the service's tasks are processes of their own, which die with it.
 */
public final class Lab implements AutoCloseable {
    private final LabOptions options;
    private final LabHome home;
    private final LabParts parts;
    private final LabRegions regions;
    private final Map<String, StateMachines> stateMachines;
    private final Network network;
    private final LabObjects objects;
    private final LabDoors doors;
    private final LabReplication replication;
    private final LabLogins logins;
    private final Duration upAfter;
    private final InstantSource clock;
    private final Definition activate = Definition.shipped("activate");
    private final Definition reprotect = Definition.shipped("reprotect");

    Lab(
            LabOptions options,
            LabHome home,
            LabParts parts,
            LabRegions regions,
            Map<String, StateMachines> stateMachines,
            Network network,
            LabObjects objects,
            LabDoors doors,
            LabReplication replication,
            LabLogins logins,
            Duration upAfter,
            InstantSource clock) {
        this.options = options;
        this.home = home;
        this.parts = parts;
        this.regions = regions;
        this.stateMachines = Map.copyOf(stateMachines);
        this.network = network;
        this.objects = objects;
        this.doors = doors;
        this.replication = replication;
        this.logins = logins;
        this.upAfter = upAfter;
        this.clock = clock;
    }

    /**
     * Brings up both regions: the primary active, the secondary streaming from it, the service answering through the
     * front door. Data of an earlier lab in the same directory is removed, its journals and its lists of diverged commits
     * are set aside.
     *
     * @throws LabException when it cannot: another lab runs there, a port is taken, a process does not start; nothing is
     *     left running then
     * @throws InterruptedException when interrupted; nothing is left running then
     */
    public static Lab start(LabOptions options, LabProgress progress) throws InterruptedException {
        return start(options, progress, InstantSource.system());
    }

    /**
     * The same, for a run that measures.
     *
     * @param clock the run's: the times of faults and of the state machines are by it
     */
    public static Lab start(LabOptions options, LabProgress progress, InstantSource clock) throws InterruptedException {
        return new LabBuilder(options, progress, clock).build();
    }

    /**
     * Runs {@code activate} in a region through the runner and waits for its end.
     *
     * @throws InterruptedException when interrupted; the execution is then aborted and can be resumed
     */
    public ExecutionResult activate(String region, ActivateInput input, ExecutionListener listener)
            throws InterruptedException {
        return stateMachines(region).run(activate, input, listener);
    }

    /**
     * Runs {@code reprotect} in a region through the runner and waits for its end.
     *
     * @throws InterruptedException when interrupted; the execution is then aborted and can be resumed
     */
    public ExecutionResult reprotect(String region, ReprotectInput input, ExecutionListener listener)
            throws InterruptedException {
        return stateMachines(region).run(reprotect, "reprotect", input.json(), listener);
    }

    /**
     * Goes on with an execution whose runner was killed or interrupted, and waits for its end.
     *
     * @param execution its name
     * @throws InterruptedException when interrupted; the execution is then aborted and can be resumed
     */
    public ExecutionResult resume(String region, Definition definition, String execution, ExecutionListener listener)
            throws InterruptedException {
        return stateMachines(region).resume(definition, execution, listener);
    }

    /** The transactions that only a region's database has, by its WAL, as the agent's {@code walAccount} answers it. */
    public WalAnswer walAccount(String region) {
        return new WalAnswer(stateMachines(region).agent().handle(AgentAction.WAL_ACCOUNT.request()));
    }

    /** Where the lists of commits that only a removed database had are kept. */
    public Path evidenceDirectory() {
        return evidenceDirectory(home);
    }

    static Path evidenceDirectory(LabHome home) {
        return home.directory().resolve("evidence");
    }

    /** The state machines of a region. */
    StateMachines stateMachines(String region) {
        return stateMachines.get(RegionNames.require(region));
    }

    /**
     * Loses a region at once.
     *
     * @return when the first process was killed, by {@link #clock}
     * @throws LabException when it is down already
     */
    public Instant kill(String region) {
        LabRegion lost = region(region);
        if (!lost.isUp()) {
            throw new LabException(region + " is down already");
        }
        Instant at = clock.instant();
        CompletableFuture<Void> relays = CompletableFuture.runAsync(() -> network.lose(region));
        CompletableFuture<Void> buckets = CompletableFuture.runAsync(() -> objects.kill(region));
        lost.kill();
        try {
            relays.join();
            buckets.join();
        } catch (CompletionException e) {
            throw new LabException(
                    "cannot darken " + region + ": " + e.getCause().getMessage(), e);
        }
        return at;
    }

    /**
     * Brings a region's processes back, with the data that they had: all of a lost region's, and those of a region that is
     * up which have ended, at once instead of when RDS or ECS would. May be run again.
     *
     * @return whether anything was down
     * @throws LabException when its database does not start; the rest of the region is up then, and the database is tried
     *     again by RDS, or with the same call
     */
    public boolean restore(String region) {
        LabRegion lost = region(region);
        boolean wasLost = !lost.isUp();
        if (wasLost) {
            network.restore(region);
        }
        objects.restore(region);
        return lost.restore() || wasLost;
    }

    /** The region of that name; {@link LabException} when there is none. */
    public LabRegion region(String name) {
        return regions.get(name);
    }

    /** The lab's regions, the primary first. */
    public List<LabRegion> regions() {
        return regions.all();
    }

    /** How this lab was set up. */
    public LabOptions options() {
        return options;
    }

    /** The links. */
    public Network network() {
        return network;
    }

    /** The buckets. They start in the background when the lab is up; {@link LabObjects#await} waits for them. */
    public LabObjects objects() {
        return objects;
    }

    /** The health checks and the alarms. */
    public FailoverChecks checks() {
        return doors.checks();
    }

    /** The clients' resolver. */
    public Resolver resolver() {
        return doors.resolver();
    }

    /**
     * The way by which a region's database receives WAL, over the peering but apart from everything else on it; to stall
     * replication alone.
     */
    public Relay replicationInto(String region) {
        return replication.into(region);
    }

    /**
     * Makes the database of a region anew as a replica of its peer's; whatever it held is gone: {@code reprotect} without
     * its checks and its evidence, for tests. Returns when the replica accepts connections, not when it has caught up.
     *
     * @throws LabException when the peer's database does not answer, or the replica does not start
     */
    void rebuildAsReplica(String region) {
        replication.rebuild(region(region));
    }

    /** Where a client that does not ask DNS reaches a region's balancer, over the internet link. */
    public URI entrance(String region) {
        return doors.entrance(region);
    }

    /**
     * Sets a number in both regions' runbook parameter, as a deployment with another configuration would; state machines
     * read it when they start.
     *
     * @throws IllegalArgumentException when the field is no number, or the number below its least
     */
    public void setRunbook(RunbookField field, int value) {
        regions.all()
                .forEach(region -> region.ssm()
                        .set(
                                Runbook.PARAMETER,
                                runbook(region).with(field, value).json()));
    }

    /**
     * A number in the primary's runbook parameter.
     *
     * @throws IllegalArgumentException when the field is no number
     */
    public int runbook(RunbookField field) {
        return runbook(region(RegionNames.PRIMARY)).number(field);
    }

    private static Runbook runbook(LabRegion region) {
        return Runbook.parse(region.ssm().value(Runbook.PARAMETER));
    }

    /** Base address of the service as clients know it. */
    public URI frontDoor() {
        return doors.frontDoor().uri();
    }

    /** The deployed and rehearsed definition. */
    public Definition activateDefinition() {
        return activate;
    }

    /** The same of {@code reprotect}. */
    public Definition reprotectDefinition() {
        return reprotect;
    }

    /** True from the beginning of its end, whoever ends it: {@link #close}, Ctrl-C or SIGTERM. */
    public boolean isStopped() {
        return home.isClosed();
    }

    /** The clock that times of faults and of state machines are by. */
    public InstantSource clock() {
        return clock;
    }

    /** How long it took to come up. */
    public Duration upAfter() {
        return upAfter;
    }

    /** Directory of the lab's data and logs. */
    public Path directory() {
        return home.directory();
    }

    /** The roles of the databases, and connections as each of them. */
    public LabLogins logins() {
        return logins;
    }

    /**
     * Starts a program beside the lab's own, such as somebody else's application. It dies with the lab.
     *
     * @throws LabException when it cannot be started
     */
    public ManagedProcess startProgram(ProcessSpec program) {
        return home.start(program);
    }

    /** A port of 127.0.0.1 that nobody listens on and that no other lab of this user has chosen. */
    public int freePort() {
        return home.freePort();
    }

    /** Stops everything; every process that the lab started is gone when it returns. */
    @Override
    public void close() {
        parts.close();
    }
}
