package dev.drlab.lab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drlab.agent.Agent;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.machine.ActivateInput;
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
import dev.drlab.verifier.table.CanaryTable;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
    private final Instant begun = Instant.now();

    /** @throws LabException when another lab runs in the options' home */
    LabBuilder(LabOptions options, LabProgress progress) {
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
        } catch (IOException | SQLException e) {
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
                .setRecordsAside(begun)
                .ifPresent(where -> progress.step("earlier records", "an earlier lab's are now in " + where));
    }

    private Lab bringUp() throws IOException, SQLException, InterruptedException {
        removeEarlierData();
        LabLinks links = new LabLinks(parts.add(new Network()));
        makeRegions(links);
        LabObjects objects = parts.add(makeObjects(links));
        LabDoors doors = LabDoors.open(options, links, regions.all());
        parts.add(doors.frontDoor());
        links.latency(options.wanLatency());
        LabReplication replication = new LabReplication(home, secrets, regions, links);
        Relay databaseOfPrimary = connect(links, replication, doors, objects);
        startServiceAndDatabases(replication);
        doors.checks().start();
        parts.add(doors.checks());
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
                new LabLogins(regions, secrets, databaseOfPrimary),
                Duration.between(begun, Instant.now()));
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
                    links.network().balancer(name, 0, targetChecks),
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

    /** Tells each region of the other; answers the secondary's way to the primary's database. */
    private Relay connect(LabLinks links, LabReplication replication, LabDoors doors, LabObjects objects)
            throws IOException {
        Relay toPrimary = null;
        for (LabRegion region : regions.all()) {
            LabRegion peer = regions.peerOf(region);
            Relay database = links.database(region, peer);
            toPrimary = peer.name().equals(RegionNames.PRIMARY) ? database : toPrimary;
            URI peerControl = LabLinks.uri(links.control(region, peer).address());
            region.configureService(new ServiceEnvironment(
                    region.name(),
                    LabRunbook.CONTROL_TABLE,
                    region.server(),
                    region.controlUri(),
                    peerControl,
                    LabLinks.uri(links.internet(region.name(), peer).address()),
                    objects.bucket(region.name()),
                    objects.uri(region.name()),
                    secrets,
                    clockOffset(region.name())));
            DynamoDbClient peerClient = parts.add(PeerControl.client(peerControl, peer.name()));
            Agent agent = region.agent(
                    LabLinks.jdbcUrl(database),
                    peerClient,
                    peer.rdsFor(links.awsApi(peer)),
                    new EvidenceDirectory(Lab.evidenceDirectory(home)),
                    secrets);
            region.rds().replicas(replication.builder(region));
            stateMachines.put(
                    region.name(),
                    new StateMachines(region, agent, home.directory().resolve("journals")));
            region.ssm().set(Runbook.PARAMETER, runbook(region, doors).json());
        }
        return toPrimary;
    }

    private Runbook runbook(LabRegion region, LabDoors doors) {
        return LabRunbook.of(
                region.name(),
                doors.frontDoor().uri().toString(),
                options.promoteDelay().toSeconds());
    }

    /** The tasks' JVMs start while the databases are made; they wait for authority anyway. */
    private void startServiceAndDatabases(LabReplication replication) throws SQLException {
        LabRegion primary = regions.get(RegionNames.PRIMARY);
        LabRegion secondary = regions.get(RegionNames.SECONDARY);
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
        replication.makeReplica(secondary);
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
        return regions.get(RegionNames.PRIMARY).tasks().runningCount() == LabRunbook.ACTIVE_TASKS
                && regions.get(RegionNames.SECONDARY).tasks().runningCount() == LabRunbook.STANDBY_TASKS;
    }

    private static boolean answers(LabDoors doors) throws InterruptedException {
        return doors.checks().settled()
                && doors.checks().primary().healthy()
                && LabStatus.isActive(doors.frontDoor().uri());
    }

    private void await(String otherwise, Poll.Look<Boolean, RuntimeException> condition) throws InterruptedException {
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
