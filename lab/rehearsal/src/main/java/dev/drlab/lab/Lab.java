package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.agent.Agent;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.ReprotectInput;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.runbook.RunbookField;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.aws.Arns;
import dev.drlab.lab.simulation.aws.Fault;
import dev.drlab.lab.simulation.aws.FaultInjector;
import dev.drlab.lab.simulation.aws.LabDbInstance;
import dev.drlab.lab.simulation.aws.Notification;
import dev.drlab.lab.simulation.aws.ReplicaBuilder;
import dev.drlab.lab.simulation.network.FailoverChecks;
import dev.drlab.lab.simulation.network.FailoverRecord;
import dev.drlab.lab.simulation.network.FrontDoor;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.ProbeSettings;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.network.Resolver;
import dev.drlab.lab.simulation.postgres.BaseBackup;
import dev.drlab.lab.simulation.postgres.DatabaseSetup;
import dev.drlab.lab.simulation.postgres.OwnerRole;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.postgres.Upstream;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.lab.simulation.process.ProcessSpec;
import dev.drlab.lab.simulation.s3.LabObjects;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.verifier.database.Endpoint;
import dev.drlab.verifier.database.Login;
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;

/**
 * A running lab: two regions, the links between them, DNS with its health checks, and the front door. One JVM runs it;
 * the databases and the service's tasks are processes of their own, which die with it.
 */
public final class Lab implements AutoCloseable {
    private static final int BACKUP_DAYS = 7;
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final String CLIENTS = "clients";

    private final LabOptions options;
    private final LabProgress progress;
    private final LabHome home;
    private final LabSecrets secrets = LabSecrets.random();
    private final Map<String, LabRegion> regions = new LinkedHashMap<>();
    private final Map<String, StateMachines> stateMachines = new ConcurrentHashMap<>();
    private final Map<String, Relay> databaseRelays = new LinkedHashMap<>();
    private final Map<String, Relay> replicationRelays = new LinkedHashMap<>();
    private final Map<String, InetSocketAddress> entrances = new LinkedHashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Definition activate = Definition.shipped("activate");
    private final Definition reprotect = Definition.shipped("reprotect");
    private Network network;
    private LabObjects objects;
    private FailoverChecks checks;
    private Resolver resolver;
    private FrontDoor frontDoor;
    private Duration upAfter = Duration.ZERO;

    private Lab(LabOptions options, LabHome home, LabProgress progress) {
        this.options = options;
        this.home = home;
        this.progress = progress;
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
        Instant start = Instant.now();
        LabHome home = LabHome.open(options.home());
        home.closeOnShutdown();
        Lab lab = new Lab(options, home, progress);
        lab.parts.push(home);
        try {
            lab.setAsideEarlierRecords(start);
            lab.bringUp();
            lab.objects.start();
            lab.upAfter = Duration.between(start, Instant.now());
            progress.step("lab up", "both regions stream, the service answers at " + lab.frontDoor.uri());
            return lab;
        } catch (IOException | SQLException e) {
            lab.close();
            throw new LabException("the lab did not come up: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            lab.close();
            throw e;
        }
    }

    /** Reports take all the records in the home for this lab's. */
    private void setAsideEarlierRecords(Instant start) throws IOException {
        new LabRemains(home.directory())
                .setRecordsAside(start)
                .ifPresent(where -> progress.step("earlier records", "an earlier lab's are now in " + where));
    }

    private void bringUp() throws IOException, SQLException, InterruptedException {
        home.cleanedUpAfterCrash().forEach(what -> progress.step("cleaned up after a lab that was killed", what));
        for (String region : RegionNames.all()) {
            DirectoryTree.delete(LabRegion.directory(home, region));
        }
        DirectoryTree.delete(home.directory().resolve("snapshots"));
        ServerAccount account = ServerAccount.detect();
        PostgresBinaries binaries = PostgresBinaries.prepare(
                account, home.directory().resolve("binaries"), step -> progress.step("PostgreSQL", step));
        network = new Network();
        parts.push(network);
        for (String region : RegionNames.all()) {
            LabRegion made = region(region, binaries, account);
            regions.put(region, made);
            parts.push(made);
        }
        objects = makeObjects();
        parts.push(objects);
        openDoors();
        setLatency();
        connect();
        startServiceAndDatabases();
        checks.start();
        parts.push(checks);
        awaitService("the service's tasks did not start", this::allTasksRun);
        initialize();
        awaitService("the service did not answer", this::answers);
        regions.values().forEach(region -> region.tasks().startGently());
    }

    private LabRegion region(String name, PostgresBinaries binaries, ServerAccount account) throws IOException {
        PostgresServer server = new PostgresServer(
                home,
                binaries,
                account,
                new PostgresSettings(name, LabRegion.directory(home, name), home.freePort(), secrets.superuser()));
        ProbeSettings targetChecks = new ProbeSettings(500, 2, 1000);
        return new LabRegion(
                name,
                home,
                server,
                network.balancer(name, 0, targetChecks),
                options.promoteDelay(),
                clockOffset(name),
                note -> progress.step("notification", headline(note)));
    }

    private Duration clockOffset(String region) {
        return region.equals(RegionNames.SECONDARY) ? options.clockOffset() : Duration.ZERO;
    }

    private LabObjects makeObjects() throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String region : RegionNames.all()) {
            ports.put(region, home.freePort());
        }
        return new LabObjects(network, ports, Arns.ACCOUNT);
    }

    /** DNS, its checks and the front door: where clients come in. */
    private void openDoors() throws IOException {
        for (LabRegion region : regions.values()) {
            entrances.put(region.name(), internetRelay(CLIENTS, region).address());
        }
        int intervalMillis = Math.toIntExact(options.healthInterval().toMillis());
        ProbeSettings probes =
                new ProbeSettings(intervalMillis, options.healthThreshold(), Math.max(500, intervalMillis));
        checks = FailoverChecks.probing(
                uri(entrances.get(RegionNames.PRIMARY)), uri(entrances.get(RegionNames.SECONDARY)), probes);
        resolver = new Resolver(new FailoverRecord(
                "app.drlab.test",
                options.ttl().toMillis(),
                RegionNames.PRIMARY,
                checks.primary(),
                RegionNames.SECONDARY));
        frontDoor = network.frontDoor(options.frontDoorPort(), resolver, entrances);
        parts.push(frontDoor);
    }

    private void setLatency() {
        long millis = options.wanLatency().toMillis();
        network.peering().latencyMillis(millis);
        network.control().latencyMillis(millis);
        network.storage().latencyMillis(millis);
    }

    /** What each region needs to know of the other, over the links. */
    private void connect() throws IOException {
        for (LabRegion region : regions.values()) {
            LabRegion peer = peerOf(region);
            Relay database = databaseRelay(region, peer);
            databaseRelays.put(region.name(), database);
            replicationRelays.put(region.name(), databaseRelay(region, peer));
            URI peerControl = uri(network.control()
                    .relay(
                            region.name(),
                            peer.name(),
                            0,
                            () -> target(peer.controlUri().getPort()))
                    .address());
            region.configureService(new ServiceEnvironment(
                    region.name(),
                    LabRunbook.CONTROL_TABLE,
                    region.server(),
                    region.controlUri(),
                    peerControl,
                    uri(internetRelay(region.name(), peer).address()),
                    objects.bucket(region.name()),
                    objects.uri(region.name()),
                    secrets,
                    clockOffset(region.name())));
            DynamoDbClient peerClient = PeerControl.client(peerControl, peer.name());
            parts.push(peerClient);
            Agent agent = region.agent(
                    jdbcUrl(database.address()),
                    peerClient,
                    peer.rdsFor(controlLink(peer.name())),
                    new EvidenceDirectory(evidenceDirectory()),
                    secrets);
            region.rds().replicas(new BackupReplica(region, peer));
            StateMachines machines =
                    new StateMachines(region, agent, home.directory().resolve("journals"));
            stateMachines.put(region.name(), machines);
            region.ssm()
                    .set(
                            Runbook.PARAMETER,
                            LabRunbook.of(
                                            region.name(),
                                            frontDoor.uri().toString(),
                                            options.promoteDelay().toSeconds())
                                    .json());
        }
    }

    /** The tasks' JVMs start while the databases are made; they wait for authority anyway. */
    private void startServiceAndDatabases() throws SQLException {
        LabRegion primary = region(RegionNames.PRIMARY);
        LabRegion secondary = region(RegionNames.SECONDARY);
        progress.step("starting", "service tasks, and PostgreSQL in " + primary.name());
        primary.tasks().desire(LabRunbook.ACTIVE_TASKS);
        secondary.tasks().desire(LabRunbook.STANDBY_TASKS);
        primary.registerScalableTarget(LabRunbook.ACTIVE_TASKS);
        secondary.registerScalableTarget(LabRunbook.STANDBY_TASKS);
        primary.server().initialize();
        primary.server().start();
        new DatabaseSetup(secrets.agent(), secrets.replication()).apply(primary.server());
        stateMachines
                .get(primary.name())
                .agent()
                .handle(JsonNodeFactory.instance.objectNode().put("action", "migrate"));
        try (Connection connection =
                DriverManager.getConnection(primary.jdbcUrl(), DatabaseNames.AGENT_ROLE, secrets.agent())) {
            CanaryTable.install(connection, DatabaseNames.WRITER_ROLE);
            new OwnerRole(secrets.owner()).create(connection);
        }
        progress.step("starting", "replica in " + secondary.name());
        makeReplica(secondary);
        primary.rds().add(instance(primary, Optional.empty(), BACKUP_DAYS));
    }

    /**
     * Makes the database of a region anew as a replica of its peer's; whatever it held is gone: {@code reprotect} without
     * its checks and its evidence, for tests. Returns when the replica accepts connections, not when it has caught up.
     *
     * @throws LabException when the peer's database does not answer, or the replica does not start
     */
    void rebuildAsReplica(String region) {
        LabRegion lost = region(region);
        lost.rds().loseHosts(); // else RDS starts what is being removed
        lost.server().stop(PostgresServer.StopMode.IMMEDIATE);
        DirectoryTree.delete(lost.server().dataDirectory());
        makeReplica(lost);
        lost.rds().restoreHosts();
    }

    private void makeReplica(LabRegion region) {
        fillReplica(region);
        region.server().start();
        LabRegion source = peerOf(region);
        String sourceArn = LabDbInstance.arn(source.name(), LabRunbook.databaseIdentifier(source.name()));
        region.rds().add(instance(region, Optional.of(sourceArn), BACKUP_DAYS));
    }

    private void fillReplica(LabRegion region) {
        new BaseBackup(peerOf(region).server())
                .restoreTo(
                        region.server(),
                        new Upstream(
                                "127.0.0.1",
                                replicationRelays.get(region.name()).port(),
                                secrets.replication(),
                                slotOf(region.name()),
                                region.name()));
    }

    private static LabDbInstance instance(LabRegion region, Optional<String> source, int backupDays) {
        return new LabDbInstance(
                LabRunbook.databaseIdentifier(region.name()),
                region.name(),
                region.server(),
                new DatabaseConfiguration(region.name()).attributes(backupDays),
                source);
    }

    /** The public AWS endpoints of a region as the other one reaches them: not while the link is cut. */
    private FaultInjector controlLink(String to) {
        FaultInjector link = new FaultInjector(to);
        link.failAlways(call -> network.control().isCut(), Fault.REQUEST_LOST);
        return link;
    }

    /** What the lab's RDS in {@code region} does to make a replica. */
    private final class BackupReplica implements ReplicaBuilder {
        private final LabRegion region;
        private final LabRegion source;

        BackupReplica(LabRegion region, LabRegion source) {
            this.region = region;
            this.source = source;
        }

        @Override
        public Optional<DBInstance> source(String arn) {
            String identifier = LabRunbook.databaseIdentifier(source.name());
            return source.isUp() && arn.equals(LabDbInstance.arn(source.name(), identifier))
                    ? source
                            .rds()
                            .describeDBInstances(DescribeDbInstancesRequest.builder()
                                    .dbInstanceIdentifier(identifier)
                                    .build())
                            .dbInstances()
                            .stream()
                            .findFirst()
                    : Optional.empty();
        }

        @Override
        public PostgresServer server() {
            return region.server();
        }

        @Override
        public PostgresServer moveAway(PostgresServer server, String identifier) {
            return server.moveTo(identifier, home.freePort());
        }

        @Override
        public void fill() {
            fillReplica(region);
        }
    }

    /** Epoch 1, by the state machine that does every activation. */
    private void initialize() throws InterruptedException {
        ExecutionResult result =
                activate(RegionNames.PRIMARY, ActivateInput.initial("first deployment"), ExecutionListener.NONE);
        if (!result.succeeded()) {
            throw new LabException("activate with mode initial failed: "
                    + result.error().orElse("?") + ": " + result.cause().orElse("?"));
        }
    }

    private boolean allTasksRun() {
        return region(RegionNames.PRIMARY).tasks().runningCount() == LabRunbook.ACTIVE_TASKS
                && region(RegionNames.SECONDARY).tasks().runningCount() == LabRunbook.STANDBY_TASKS;
    }

    private boolean answers() throws InterruptedException {
        return checks.settled() && checks.primary().healthy() && LabStatus.isActive(frontDoor.uri());
    }

    private void awaitService(String otherwise, Poll.Look<Boolean, RuntimeException> condition)
            throws InterruptedException {
        Poll.within(READY_LIMIT)
                .holds(otherwise, condition)
                .orElseThrow((missed, no) -> new LabException(missed + "; the logs are in " + home.directory()));
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

    /** What only a region's database has of any application, by its WAL, as the agent's {@code walAccount} answers it. */
    public JsonNode walAccount(String region) {
        return stateMachines(region)
                .agent()
                .handle(JsonNodeFactory.instance.objectNode().put("action", "walAccount"));
    }

    /** Where the lists of commits that only a removed database had are kept. */
    public Path evidenceDirectory() {
        return home.directory().resolve("evidence");
    }

    /** The state machines of a region. */
    StateMachines stateMachines(String region) {
        return stateMachines.get(RegionNames.require(region));
    }

    /**
     * Loses a region at once.
     *
     * @return when the first process was killed
     * @throws LabException when it is down already
     */
    public Instant kill(String region) {
        LabRegion lost = region(region);
        if (!lost.isUp()) {
            throw new LabException(region + " is down already");
        }
        Instant at = Instant.now();
        CompletableFuture<Void> relays = CompletableFuture.runAsync(() -> network.dark(region));
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
            network.lit(region);
        }
        objects.restore(region);
        return lost.restore() || wasLost;
    }

    /** The region of that name; {@link LabException} when there is none. */
    public LabRegion region(String name) {
        return regions.get(RegionNames.require(name));
    }

    /** The lab's regions, the primary first. */
    public List<LabRegion> regions() {
        return List.copyOf(regions.values());
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
        return checks;
    }

    /** The clients' resolver. */
    public Resolver resolver() {
        return resolver;
    }

    /**
     * The way by which a region's database receives WAL, over the peering but apart from everything else on it; to stall
     * replication alone.
     */
    public Relay replicationInto(String region) {
        return replicationRelays.get(RegionNames.require(region));
    }

    /** Where a client that does not ask DNS reaches a region's balancer, over the internet link. */
    public URI entrance(String region) {
        return uri(entrances.get(RegionNames.require(region)));
    }

    /**
     * Sets a number in both regions' runbook parameter, as a deployment with another configuration would; state machines
     * read it when they start.
     *
     * @throws IllegalArgumentException when the field is no number, or the number below 1
     */
    public void setRunbook(RunbookField field, int value) {
        regions.values()
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
        return frontDoor.uri();
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

    /** How long it took to come up. */
    public Duration upAfter() {
        return upAfter;
    }

    /** Directory of the lab's data and logs. */
    public Path directory() {
        return home.directory();
    }

    /** A new connection to a region's database as the reader role, not over a link. */
    public Connection reader(String region) throws SQLException {
        return DriverManager.getConnection(region(region).jdbcUrl(), DatabaseNames.READER_ROLE, secrets.reader());
    }

    /**
     * A region's database as the verifier sees it. The verifier stands in the secondary, as on AWS, and reaches the
     * primary's database over the peering.
     */
    public Endpoint verifierEndpoint(String region) {
        String url = region.equals(RegionNames.SECONDARY)
                ? region(region).jdbcUrl()
                : jdbcUrl(databaseRelays.get(RegionNames.SECONDARY).address());
        return new Endpoint(
                region,
                url,
                Login.of(DatabaseNames.WRITER_ROLE, secrets.writer()),
                Login.of(DatabaseNames.READER_ROLE, secrets.reader()));
    }

    /** The roles for whoever started the lab; not the agent's, which no drain could close. */
    public List<LabStatus.DatabaseRole> roles() {
        return List.of(
                role(OwnerRole.NAME, "own tools: may create schemas and tables"),
                role(DatabaseNames.WRITER_ROLE, "the service's rows and canaries"),
                role(DatabaseNames.READER_ROLE, "reads"));
    }

    private LabStatus.DatabaseRole role(String name, String purpose) {
        return new LabStatus.DatabaseRole(name, password(name), purpose);
    }

    /** A region's database for the owner role: a {@code postgresql://} URL, not over a link. */
    public String databaseUrl(LabRegion region) {
        return region.databaseUrl(OwnerRole.NAME, secrets.owner());
    }

    /** Password of a role, to show to whoever started the lab. */
    public String password(String role) {
        return switch (role) {
            case DatabaseNames.WRITER_ROLE -> secrets.writer();
            case DatabaseNames.READER_ROLE -> secrets.reader();
            case OwnerRole.NAME -> secrets.owner();
            default -> throw new LabException("there is no role '" + role + "'");
        };
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
        RuntimeException failure = null;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) { // the other parts must be closed all the same
                LabException next = new LabException("while stopping the lab: " + e.getMessage(), e);
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** A failure's message says what to run next; a success's repeats the timeline. */
    private static String headline(Notification note) {
        String subject = note.subject().orElse("");
        return subject.contains("failed") ? subject + ": " + note.message() : subject;
    }

    private LabRegion peerOf(LabRegion region) {
        return region(RegionNames.peerOf(region.name()));
    }

    private Relay databaseRelay(LabRegion from, LabRegion to) throws IOException {
        return network.peering()
                .relay(
                        from.name(),
                        to.name(),
                        0,
                        () -> target(to.server().settings().port()));
    }

    private Relay internetRelay(String from, LabRegion to) throws IOException {
        return network.internet()
                .relay(from, to.name(), 0, () -> Optional.of(to.balancer().address()));
    }

    private static Optional<InetSocketAddress> target(int port) {
        return Optional.of(new InetSocketAddress("127.0.0.1", port));
    }

    private static URI uri(InetSocketAddress address) {
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    private static String jdbcUrl(InetSocketAddress address) {
        return "jdbc:postgresql://127.0.0.1:" + address.getPort() + "/" + DatabaseNames.DATABASE;
    }

    private static String slotOf(String region) {
        return "drlab_" + region.replace('-', '_');
    }
}
