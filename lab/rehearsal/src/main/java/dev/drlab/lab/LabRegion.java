package dev.drlab.lab;

import dev.drlab.agent.Agent;
import dev.drlab.agent.AgentConfig;
import dev.drlab.agent.EvidenceStore;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.lab.simulation.LabException;
import dev.drlab.lab.simulation.aws.LabCloudWatchClient;
import dev.drlab.lab.simulation.aws.LabSecretsManagerClient;
import dev.drlab.lab.simulation.aws.LabSnsClient;
import dev.drlab.lab.simulation.aws.LabSsmClient;
import dev.drlab.lab.simulation.aws.Notification;
import dev.drlab.lab.simulation.aws.ecs.LabApplicationAutoScalingClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsClient;
import dev.drlab.lab.simulation.aws.ecs.LabEcsService;
import dev.drlab.lab.simulation.aws.ecs.TaskDefinition;
import dev.drlab.lab.simulation.aws.fault.FaultInjector;
import dev.drlab.lab.simulation.aws.fault.FaultyCloudWatch;
import dev.drlab.lab.simulation.aws.fault.FaultyDynamoDb;
import dev.drlab.lab.simulation.aws.fault.FaultyEcs;
import dev.drlab.lab.simulation.aws.fault.FaultyRds;
import dev.drlab.lab.simulation.aws.fault.FaultyScaling;
import dev.drlab.lab.simulation.aws.fault.FaultySecretsManager;
import dev.drlab.lab.simulation.aws.fault.FaultySns;
import dev.drlab.lab.simulation.aws.fault.FaultySsm;
import dev.drlab.lab.simulation.aws.rds.LabDbInstance;
import dev.drlab.lab.simulation.aws.rds.LabRdsClient;
import dev.drlab.lab.simulation.control.ControlEndpoint;
import dev.drlab.lab.simulation.control.ControlStore;
import dev.drlab.lab.simulation.control.LabDynamoDbClient;
import dev.drlab.lab.simulation.network.balancer.Balancer;
import dev.drlab.lab.simulation.postgres.PostgresServer;
import dev.drlab.lab.simulation.process.LabHome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * One of the lab's regions: its PostgreSQL server, its service tasks behind a balancer, its control table, and the AWS
 * clients over them. {@link #kill} takes all of it down at once with SIGKILL; {@link #restore} brings it back with the
 * data that it had.
 */
public final class LabRegion implements AutoCloseable {
    /** How often a service task looks at the records and the database; on AWS 2 s. */
    public static final Duration GUARD_POLL = Duration.ofMillis(100);
    /** A task that starts without sight of the peer writes only if its region was active more recently, as on AWS. */
    public static final Duration COLD_START = Duration.ofSeconds(60);

    /** How long RDS leaves an engine down that ended by itself; on AWS minutes. */
    public static final Duration ENGINE_RECOVERY = Duration.ofSeconds(5);

    private static final Duration AGENT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(2);

    private final String name;
    private final Duration clockOffset;
    private final PostgresServer server;
    private final Balancer balancer;
    private final ControlStore controlStore;
    private final ControlEndpoint controlEndpoint;
    private final FaultInjector faults;
    private final FaultInjector peerFaults;
    private final LabSsmClient ssm;
    private final LabSnsClient sns;
    private final LabRdsClient rds;
    private final LabEcsService tasks;
    private final LabSecretsManagerClient secretsManager;
    /** Made when first asked for: each costs the loading of a service's classes, for which no task has to wait. */
    private final Memoized<Map<String, Supplier<? extends AwsClient>>> clients;

    private final Memoized<DynamoDbClient> ownControl;
    private volatile ServiceEnvironment environment;
    private boolean up = true;

    LabRegion(
            String name,
            LabHome home,
            PostgresServer server,
            Balancer balancer,
            Duration promoteDelay,
            Duration clockOffset,
            Consumer<Notification> notifications)
            throws IOException {
        this.name = RegionNames.require(name);
        this.clockOffset = clockOffset;
        this.server = server;
        this.balancer = balancer;
        Path directory = directory(home, name);
        controlStore = ControlStore.open(LabRunbook.CONTROL_TABLE, directory.resolve("control.json"));
        controlEndpoint = new ControlEndpoint(controlStore, name, 0);
        controlEndpoint.start();
        faults = new FaultInjector(name);
        peerFaults = new FaultInjector(RegionNames.peerOf(name));
        ssm = new LabSsmClient(name, Clock.systemUTC());
        sns = new LabSnsClient(Set.of(LabRunbook.topicArn(name)), Clock.systemUTC(), notifications);
        rds = new LabRdsClient(
                name,
                promoteDelay,
                ENGINE_RECOVERY,
                new DatabaseConfiguration(name).limits(),
                home.directory().resolve("snapshots").resolve(name));
        tasks = new LabEcsService(
                "service " + name,
                home,
                new TaskDefinition("dev.drlab.service.Main", directory, port -> environment.forTask(port)),
                balancer::setTargets);
        ownControl = new Memoized<>(() -> new FaultyDynamoDb(faults, new LabDynamoDbClient(controlStore)));
        secretsManager = new LabSecretsManagerClient(name);
        secretsManager.create(LabRunbook.WRITER_POINTER, "{}");
        clients = new Memoized<>(this::makeClients);
    }

    /** Says what the service's tasks are started with; before the first task is desired. */
    void configureService(ServiceEnvironment newEnvironment) {
        environment = newEnvironment;
    }

    private Map<String, Supplier<? extends AwsClient>> makeClients() {
        RdsClient rdsClient = new FaultyRds(faults, rds);
        EcsClient ecsClient =
                new FaultyEcs(faults, new LabEcsClient(name, LabRunbook.CLUSTER, LabRunbook.SERVICE, tasks));
        SsmClient ssmClient = new FaultySsm(faults, ssm);
        SnsClient snsClient = new FaultySns(faults, sns);
        SecretsManagerClient secretsClient = new FaultySecretsManager(faults, secretsManager);
        CloudWatchClient cloudWatchClient =
                new FaultyCloudWatch(faults, new LabCloudWatchClient(Clock.systemUTC(), this::replicaLag));
        String service = "service/" + LabRunbook.CLUSTER + "/" + LabRunbook.SERVICE;
        ApplicationAutoScalingClient scalingClient = new FaultyScaling(
                faults,
                new LabApplicationAutoScalingClient(
                        name, Clock.systemUTC(), service::equals, (resource, least, most) -> {
                            if (tasks.desiredCount() < least) {
                                tasks.desire(least);
                            }
                        }));
        return Map.of(
                "dynamodb", ownControl,
                "rds", () -> rdsClient,
                "ecs", () -> ecsClient,
                "ssm", () -> ssmClient,
                "sns", () -> snsClient,
                "secretsmanager", () -> secretsClient,
                "cloudwatch", () -> cloudWatchClient,
                "applicationautoscaling", () -> scalingClient);
    }

    /** The region's agent, with the peer as it is reached over the links. */
    Agent agent(
            String peerDatabaseUrl,
            DynamoDbClient peerControl,
            RdsClient peerRds,
            EvidenceStore evidence,
            LabSecrets secrets) {
        AgentConfig config = new AgentConfig(
                name,
                RegionNames.peerOf(name),
                RegionNames.parityOf(name),
                jdbcUrl(),
                peerDatabaseUrl,
                secrets.agent(),
                secrets.writer(),
                secrets.reader(),
                AGENT_TIMEOUT,
                FENCE_TIMEOUT);
        return new Agent(
                config,
                ownControl.get(),
                new FaultyDynamoDb(peerFaults, peerControl),
                Optional.of(new FaultyRds(peerFaults, peerRds)),
                LabRunbook.CONTROL_TABLE,
                evidence,
                Clock.offset(Clock.systemUTC(), clockOffset));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its database server. */
    public PostgresServer server() {
        return server;
    }

    /** Its service's tasks. */
    public LabEcsService tasks() {
        return tasks;
    }

    /** Its balancer. */
    public Balancer balancer() {
        return balancer;
    }

    /** Fails chosen calls of its AWS clients, and of its function. */
    public FaultInjector faults() {
        return faults;
    }

    /** Fails chosen calls that its agent makes to the other region's AWS endpoints. */
    public FaultInjector peerFaults() {
        return peerFaults;
    }

    /** The messages that were published to its topic. */
    public List<Notification> notifications() {
        return sns.published();
    }

    /**
     * Deletes the snapshots of databases that are gone, as an operator would who has looked at them; else a long series of
     * them fills the disk.
     */
    public void discardSnapshots() {
        rds.discardSnapshots();
    }

    /** Its control table as the lab sees it, also while the region is dark. */
    public ControlTable controlTable() {
        return new ControlTable(new LabDynamoDbClient(controlStore), LabRunbook.CONTROL_TABLE);
    }

    /** JDBC URL of its database without user, not over a link. */
    public String jdbcUrl() {
        return server.jdbcUrl(DatabaseNames.DATABASE);
    }

    /** {@code postgresql://} URL of its database, not over a link; the password needs no escapes. */
    String databaseUrl(String user, String password) {
        return "postgresql://" + user + ":" + password + "@127.0.0.1:"
                + server.settings().port() + "/" + DatabaseNames.DATABASE;
    }

    /** Its RDS as the other region's agent reaches it. */
    RdsClient rdsFor(FaultInjector link) {
        return new FaultyRds(link, (RdsClient) clients().get("rds").get());
    }

    /** Where its control table answers, not over a link. */
    URI controlUri() {
        return controlEndpoint.uri();
    }

    /** The status of its database at RDS, such as {@code available}; {@code none} when there is no instance. */
    public String databaseStatus() {
        return rds.instance(LabRunbook.databaseIdentifier(name))
                .map(LabDbInstance::status)
                .orElse("none");
    }

    LabRdsClient rds() {
        return rds;
    }

    LabSsmClient ssm() {
        return ssm;
    }

    /** Registers the service for scaling, as its stack does on AWS. */
    void registerScalableTarget(int least) {
        ((ApplicationAutoScalingClient) clients().get("applicationautoscaling").get())
                .registerScalableTarget(target -> target.serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceId("service/" + LabRunbook.CLUSTER + "/" + LabRunbook.SERVICE)
                        .minCapacity(least)
                        .maxCapacity(LabRunbook.MAX_TASKS));
    }

    /** The lag that RDS publishes; nothing while the database does not answer, as RDS then publishes nothing. */
    private OptionalDouble replicaLag(String instance) {
        if (!instance.equals(LabRunbook.databaseIdentifier(name))) {
            return OptionalDouble.empty();
        }
        try {
            return server.replicaLagSeconds();
        } catch (SQLException e) {
            return OptionalDouble.empty();
        }
    }

    /** The AWS clients by service, as the runner takes them. */
    Map<String, Supplier<? extends AwsClient>> clients() {
        return clients.get();
    }

    /** False between {@link #kill} and {@link #restore}. */
    public synchronized boolean isUp() {
        return up;
    }

    /**
     * Loses the region: SIGKILL for its database and every service task, its endpoints refuse, its AWS clients are
     * unreachable.
     */
    public synchronized void kill() {
        up = false;
        faults.darken();
        killDatabase();
        rds.servers().forEach(PostgresServer::kill);
        tasks.kill();
        controlEndpoint.stop();
        balancer.stop();
    }

    /** SIGKILL for its PostgreSQL, whose host is lost with it: RDS restarts nothing until {@link #restoreDatabase}. */
    public void killDatabase() {
        rds.loseHosts();
        server.kill();
    }

    /**
     * Starts the database after {@link #killDatabase} and returns when it accepts connections.
     *
     * @return whether it was down
     * @throws LabException when it does not start; RDS tries again
     */
    public boolean restoreDatabase() {
        rds.restoreHosts();
        return rds.recoverNow(); // a database that was lost between a deletion and a creation is none
    }

    /**
     * Brings the region's processes back with the data they had, those of a region that is up as well. Returns when the
     * database accepts connections; tasks start in the background. May be run again.
     *
     * @return whether anything but the region itself was down
     * @throws LabException when the database does not start; the rest is back then
     */
    public synchronized boolean restore() {
        if (!up) {
            bringBackEndpoints();
            up = true;
        }
        boolean tasksDown = tasks.restore();
        return restoreDatabase() || tasksDown;
    }

    private void bringBackEndpoints() {
        try {
            controlEndpoint.start();
        } catch (IOException e) {
            throw new LabException("cannot restore " + name + ": " + e.getMessage(), e);
        }
        faults.lighten();
        balancer.start();
    }

    @Override
    public void close() {
        tasks.close();
        rds.close();
        controlEndpoint.close();
        balancer.close();
    }

    static Path directory(LabHome home, String region) {
        return home.directory().resolve(region);
    }
}
