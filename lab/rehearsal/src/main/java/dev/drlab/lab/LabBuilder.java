package dev.drlab.lab;

import dev.drlab.agent.Agent;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.contract.machine.AgentAction;
import dev.drlab.contract.runbook.Runbook;
import dev.drlab.contract.waiting.Poll;
import dev.drlab.lab.simulation.DirectoryTree;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.aws.Notification;
import dev.drlab.lab.simulation.aws.call.Arns;
import dev.drlab.lab.simulation.network.Network;
import dev.drlab.lab.simulation.network.Relay;
import dev.drlab.lab.simulation.network.health.ProbeSettings;
import dev.drlab.lab.simulation.postgres.DatabaseSetup;
import dev.drlab.lab.simulation.postgres.OwnerRole;
import dev.drlab.lab.simulation.postgres.PostgresBinaries;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.postgres.PostgresSettings;
import dev.drlab.lab.simulation.postgres.ServerAccount;
import dev.drlab.lab.simulation.process.LabHome;
import dev.drlab.lab.simulation.s3.LabObjects;
import dev.drlab.statemachine.Definition;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import dev.drlab.statemachine.runner.Waiter;
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Brings a lab up, and hands it over when the service answers. */
final class LabBuilder {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final LabOptions options;
    private final LabProgress progress;
    private final LabHome home;
    private final LabSecrets secrets = LabSecrets.random();
    private final LabRegions regions = new LabRegions();
    private final Map<String, StateMachines> stateMachines = new LinkedHashMap<>();
    private final LabParts parts = new LabParts();
    private final InstantSource clock;
    private final long begunNanos = System.nanoTime();

    /** @throws LabException when another lab runs in the options' home */
    LabBuilder(LabOptions options, LabProgress progress, InstantSource clock) {
        this.clock = clock;
        this.options = options;
        this.progress = progress;
        this.home = parts.add(LabHome.open(options.home()));
        home.closeOnShutdown();
    }

    /**
     * The lab, running.
     *
     * @throws LabException when it does not come up; nothing is left running then
     * @throws InterruptedException when interrupted; nothing is left running then
     */
    Lab build() throws InterruptedException {
        try {
            setAsideEarlierRecords();
            Lab lab = bringUp();
            progress.step("lab up", "both regions stream, the service answers at " + lab.frontDoor());
            return lab;
        } catch (IOException e) {
            parts.close();
            throw new LabException("the lab did not come up: " + e.getMessage(), e);
        } catch (RuntimeException | InterruptedException e) {
            parts.close();
            throw e;
        }
    }

    /** Reports take all the records in the home for this lab's. */
    private void setAsideEarlierRecords() throws IOException {
        new LabRemains(home.directory())
                .setRecordsAside(Instant.now())
                .ifPresent(where -> progress.step("earlier records", "an earlier lab's are now in " + where));
    }

    private Lab bringUp() throws IOException, InterruptedException {
        removeEarlierData();
        LabLinks links = new LabLinks(parts.add(new Network()));
        makeRegions(links);
        BackgroundStep database = BackgroundStep.start("drlab-lab-database", this::makePrimaryDatabase);
        LabObjects objects = parts.add(makeObjects(links));
        LabDoors doors = LabDoors.open(options, links, regions.all());
        parts.add(doors.frontDoor());
        links.latency(options.wanLatency());
        LabReplication replication = new LabReplication(home, secrets, regions, links);
        Map<String, WaysToPeer> ways = openWays(links);
        startTasks(links, ways, objects);
        connectAgents(links, ways, replication, doors);
        registerScaling();
        database.await();
        progress.step("starting", "replica in " + RegionNames.SECONDARY);
        BackgroundStep databases = BackgroundStep.start("drlab-lab-databases", () -> fillDatabases(replication));
        // As early as they can find a service: what they say means something only after as many probes as their
        // threshold.
        await("the databases were not made", () -> allTasksRun() || databases.hasEnded());
        doors.checks().start();
        parts.add(doors.checks());
        databases.await();
        await("the service's tasks did not start", this::allTasksRun);
        initialize();
        await("the service did not answer", () -> answers(doors));
        regions.all().forEach(region -> region.tasks().startGently());
        objects.start();
        return new Lab(
                options,
                home,
                parts,
                regions,
                stateMachines,
                links.network(),
                objects,
                doors,
                replication,
                new LabLogins(regions, secrets, ways.get(RegionNames.SECONDARY).database()),
                Duration.ofNanos(System.nanoTime() - begunNanos),
                clock);
    }

    private void removeEarlierData() {
        home.cleanedUpAfterCrash().forEach(what -> progress.step("cleaned up after a lab that was killed", what));
        for (String region : RegionNames.all()) {
            DirectoryTree.delete(LabRegion.directory(home, region));
        }
        DirectoryTree.delete(home.directory().resolve("snapshots"));
    }

    private void makeRegions(LabLinks links) throws IOException, InterruptedException {
        ServerAccount account = ServerAccount.detect();
        PostgresBinaries binaries = PostgresBinaries.prepare(
                account, home.directory().resolve("binaries"), step -> progress.step("PostgreSQL", step));
        for (String name : RegionNames.all()) {
            PostgresServer server = new PostgresServer(
                    home,
                    binaries,
                    account,
                    new PostgresSettings(name, LabRegion.directory(home, name), home.freePort(), secrets.superuser()));
            ProbeSettings targetChecks = new ProbeSettings(500, 2, 1000);
            LabRegion region = new LabRegion(
                    name,
                    home,
                    server,
                    links.network().balancer(name, 0, targetChecks, options.clientLimits()),
                    options.promoteDelay(),
                    clockOffset(name),
                    note -> progress.step("notification", headline(note)));
            regions.add(parts.add(region));
        }
    }

    private Duration clockOffset(String region) {
        return region.equals(RegionNames.SECONDARY) ? options.clockOffset() : Duration.ZERO;
    }

    private LabObjects makeObjects(LabLinks links) throws IOException {
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (String region : RegionNames.all()) {
            ports.put(region, home.freePort());
        }
        return new LabObjects(links.network(), ports, Arns.ACCOUNT);
    }

    /** How a region reaches the other one's database and control table. */
    private record WaysToPeer(Relay database, URI control) {}

    private Map<String, WaysToPeer> openWays(LabLinks links) throws IOException {
        Map<String, WaysToPeer> ways = new LinkedHashMap<>();
        for (LabRegion region : regions.all()) {
            LabRegion peer = regions.peerOf(region);
            ways.put(
                    region.name(),
                    new WaysToPeer(
                            links.database(region, peer),
                            LabLinks.uri(links.control(region, peer).address())));
        }
        return ways;
    }

    /** The tasks' JVMs start while the databases and the agents are made; they wait for authority anyway. */
    private void startTasks(LabLinks links, Map<String, WaysToPeer> ways, LabObjects objects) throws IOException {
        progress.step("starting", "service tasks, and PostgreSQL in " + RegionNames.PRIMARY);
        for (LabRegion region : regions.all()) {
            LabRegion peer = regions.peerOf(region);
            region.configureService(new ServiceEnvironment(
                    region.name(),
                    LabRunbook.CONTROL_TABLE,
                    region.server(),
                    region.controlUri(),
                    ways.get(region.name()).control(),
                    LabLinks.uri(links.internet(region.name(), peer).address()),
                    objects.bucket(region.name()),
                    objects.uri(region.name()),
                    secrets,
                    clockOffset(region.name())));
            region.tasks().desire(tasks(region));
        }
    }

    private static int tasks(LabRegion region) {
        return region.name().equals(RegionNames.PRIMARY) ? LabRunbook.ACTIVE_TASKS : LabRunbook.STANDBY_TASKS;
    }

    private void connectAgents(
            LabLinks links, Map<String, WaysToPeer> ways, LabReplication replication, LabDoors doors) {
        for (LabRegion region : regions.all()) {
            LabRegion peer = regions.peerOf(region);
            WaysToPeer way = ways.get(region.name());
            DynamoDbClient peerClient = parts.add(PeerControl.client(way.control(), peer.name()));
            Agent agent = region.agent(
                    LabLinks.jdbcUrl(way.database()),
                    peerClient,
                    peer.rdsFor(links.awsApi(peer)),
                    new EvidenceDirectory(Lab.evidenceDirectory(home)),
                    secrets);
            region.rds().replicas(replication.builder(region));
            stateMachines.put(
                    region.name(),
                    new StateMachines(region, agent, home.directory().resolve("journals"), Waiter.by(clock)));
            region.ssm().set(Runbook.PARAMETER, runbook(region, doors).json());
        }
    }

    private void registerScaling() {
        regions.all().forEach(region -> region.registerScalableTarget(tasks(region)));
    }

    private Runbook runbook(LabRegion region, LabDoors doors) {
        return LabRunbook.of(
                region.name(),
                doors.frontDoor().uri().toString(),
                options.promoteDelay().toSeconds());
    }

    /** Makes the RDS resources that exist before anything of drlab's runs. */
    private void makePrimaryDatabase() {
        PostgresServer server = regions.get(RegionNames.PRIMARY).server();
        server.initialize();
        server.start();
        new DatabaseSetup(secrets.agent(), secrets.replication()).apply(server);
    }

    /** The replica is made meanwhile: it follows what the agent makes in the primary, as any later change. */
    private void fillDatabases(LabReplication replication) throws SQLException, InterruptedException {
        LabRegion primary = regions.get(RegionNames.PRIMARY);
        LabRegion secondary = regions.get(RegionNames.SECONDARY);
        BackgroundStep replica = BackgroundStep.start("drlab-lab-replica", () -> replication.makeReplica(secondary));
        stateMachines.get(primary.name()).agent().handle(AgentAction.MIGRATE.request());
        try (Connection connection =
                DriverManager.getConnection(primary.jdbcUrl(), DatabaseNames.AGENT_ROLE, secrets.agent())) {
            CanaryTable.install(connection, DatabaseNames.WRITER_ROLE);
            new OwnerRole(secrets.owner()).create(connection);
        }
        replica.await();
        replication.addPrimary(primary);
    }

    /** Epoch 1, by the state machine that does every activation. */
    private void initialize() throws InterruptedException {
        ExecutionResult result = stateMachines
                .get(RegionNames.PRIMARY)
                .run(Definition.shipped("activate"), ActivateInput.initial("first deployment"), ExecutionListener.NONE);
        if (!result.succeeded()) {
            throw new LabException("activate with mode initial failed: "
                    + result.error().orElse("?") + ": " + result.cause().orElse("?"));
        }
    }

    private boolean allTasksRun() {
        return regions.all().stream().allMatch(region -> region.tasks().runningCount() == tasks(region));
    }

    private static boolean answers(LabDoors doors) throws InterruptedException {
        return doors.checks().settled()
                && doors.checks().primary().healthy()
                && LabStatus.isActive(doors.frontDoor().uri());
    }

    private void await(String otherwise, Poll.Read<Boolean, RuntimeException> condition) throws InterruptedException {
        Poll.within(READY_LIMIT)
                .holds(otherwise, condition)
                .orElseThrow((missed, no) -> new LabException(missed + "; the logs are in " + home.directory()));
    }

    /** A failure's message says what to run next; a success's repeats the timeline. */
    private static String headline(Notification note) {
        String subject = note.subject().orElse("");
        return subject.contains("failed") ? subject + ": " + note.message() : subject;
    }
}
