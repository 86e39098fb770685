package dev.drlab.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.Agent;
import dev.drlab.agent.AgentConfig;
import dev.drlab.contract.authority.Parity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Both regions as the stacks would deploy them: PostgreSQL primary and standby in containers, the lab's control tables, buckets and
 * CloudWatch over HTTP, and the agent, in this JVM, that migrates and activates. Tasks are started by the tests.
 */
final class TwoRegions implements AutoCloseable {
    static final String PRIMARY = "ap-southeast-2";
    static final String SECONDARY = "us-west-2";
    /** Every password and secret. */
    static final String PASSWORD = "secret-of-both-regions";

    private static final String DATABASE = "drlab";
    private static final Duration CALL = Duration.ofSeconds(5);

    private final DeployedStacks stacks;
    private final ServerCertificate certificate;
    private final TaskCredentials credentials = new TaskCredentials();
    private final List<TaskContainer> tasks = new ArrayList<>();
    private final Map<String, Region> regions = new LinkedHashMap<>();
    private final Map<String, Agent> agents = new LinkedHashMap<>();

    /**
     * Starts both databases and makes the primary the writer, with epoch 1.
     *
     * @param context what of cdktf.json differs from its defaults
     */
    TwoRegions(String context, Path directory) throws IOException {
        stacks = DeployedStacks.of(context, directory.resolve("synthesized"));
        region(PRIMARY, Parity.ODD, "127.0.0.2", directory);
        region(SECONDARY, Parity.EVEN, "127.0.0.3", directory);
        certificate = ServerCertificate.of(
                directory,
                regions.values().stream().map(Region::databaseHost).toList(),
                regions.values().stream().map(Region::databaseAddress).toList());
        try {
            startPrimary();
            startStandby(SECONDARY, PRIMARY);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void region(String name, Parity parity, String address, Path directory) throws IOException {
        Map<String, String> settings = stacks.task("drlab-service", name).environment();
        regions.put(
                name,
                new Region(
                        name,
                        parity,
                        address,
                        settings.get("DRLAB_CONTROL_TABLE"),
                        settings.get("DRLAB_OBJECTS_BUCKET"),
                        directory));
    }

    private void startPrimary() {
        Region primary = region(PRIMARY);
        primary.database(container(primary, Optional.empty()).started(false));
        // What exists on RDS before the agent's migrate: its role, which is no superuser, and its database.
        primary.database()
                .execute(
                        DatabaseContainer.SUPERUSER,
                        "CREATE ROLE drlab_agent LOGIN CREATEROLE REPLICATION PASSWORD '" + PASSWORD + "'",
                        "CREATE ROLE drlab_replication LOGIN REPLICATION PASSWORD '" + PASSWORD + "'",
                        "GRANT pg_monitor, pg_signal_backend TO drlab_agent",
                        "CREATE DATABASE " + DATABASE + " OWNER drlab_agent");
        agent(PRIMARY, "migrate");
        agent(PRIMARY, "raise", "epoch", 1);
        agent(PRIMARY, "open", "epoch", 1);
    }

    /** A new database of a region that streams from the other's. */
    void startStandby(String name, String source) {
        Region region = region(name);
        region.database(null);
        region.database(
                container(region, Optional.of(region(source).databaseAddress())).started(true));
    }

    private DatabaseContainer container(Region region, Optional<String> upstream) {
        return new DatabaseContainer(region.name(), region.databaseAddress(), PASSWORD, certificate, upstream);
    }

    /**
     * Does to the lost primary's peer what an unplanned {@code activate} does: raises the epoch, promotes, opens, and
     * proves that the writer role can commit. The promotion is PostgreSQL's own.
     */
    void failOver(String to) {
        long next = agent(to, "replicationStatus").path("nextEpoch").asLong();
        agent(to, "raise", "epoch", next);
        region(to).database().query("SELECT pg_promote(true, 60)");
        agent(to, "open", "epoch", next);
        agent(to, "verifyWritable", "epoch", next);
    }

    Region region(String name) {
        return regions.get(name);
    }

    DeployedStacks stacks() {
        return stacks;
    }

    private JsonNode agent(String region, String action, Object... fields) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("action", action);
        for (int i = 0; i < fields.length; i += 2) {
            request.put(fields[i].toString(), ((Number) fields[i + 1]).longValue());
        }
        return agents.computeIfAbsent(region, this::newAgent).handle(request);
    }

    private Agent newAgent(String name) {
        Region own = region(name);
        Region peer = region(name.equals(PRIMARY) ? SECONDARY : PRIMARY);
        return new Agent(
                new AgentConfig(
                        own.name(),
                        peer.name(),
                        own.parity(),
                        container(own, Optional.empty()).jdbcUrl(DATABASE),
                        container(peer, Optional.empty()).jdbcUrl(DATABASE),
                        PASSWORD,
                        PASSWORD,
                        PASSWORD,
                        CALL,
                        Duration.ofSeconds(2)),
                client(own),
                client(peer),
                stacks.task("drlab-service", name).environment().get("DRLAB_CONTROL_TABLE"),
                Clock.systemUTC());
    }

    private static DynamoDbClient client(Region region) {
        return DynamoDbClient.builder()
                .endpointOverride(region.control().uri())
                .region(software.amazon.awssdk.regions.Region.of(region.name()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("agent", "agent")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CALL)
                        .socketTimeout(CALL))
                .build();
    }

    /**
     * A task of the service.
     *
     * @param address of the loopback range that it listens on, at the definition's port
     * @param peerUrl of a task of the other region
     * @param more variables of the JVM, say
     */
    TaskContainer service(String image, String name, String address, String peerUrl, Map<String, String> more) {
        TaskDefinition task = stacks.task("drlab-service", name);
        Region peer = region(name.equals(PRIMARY) ? SECONDARY : PRIMARY);
        Map<String, String> standIns = standIns(task, name);
        standIns.put("DRLAB_HOST", address);
        standIns.put("DRLAB_PEER_URL", peerUrl);
        standIns.put("DRLAB_CONTROL_ENDPOINT", region(name).control().uri().toString());
        standIns.put("DRLAB_PEER_CONTROL_ENDPOINT", peer.control().uri().toString());
        standIns.put("DRLAB_OBJECTS_ENDPOINT", region(name).s3().uri().toString());
        standIns.putAll(more);
        String url = task.environment().get("DRLAB_DB_URL");
        return reaching(
                task(task, image, standIns), url.substring(url.indexOf("sslrootcert=") + "sslrootcert=".length()));
    }

    /** A run of the verifier's job, in the secondary region as it is deployed. */
    TaskContainer verifier(String image, Map<String, String> more) {
        TaskDefinition task = stacks.task("drlab-verifier", SECONDARY);
        Region own = region(SECONDARY);
        Map<String, String> standIns = standIns(task, SECONDARY);
        standIns.put("AWS_ENDPOINT_URL_CLOUDWATCH", own.cloudWatch().uri().toString());
        standIns.put("AWS_ENDPOINT_URL_S3", own.s3().uri().toString());
        standIns.put("DRLAB_DB_CA_FILE", "/opt/drlab/authorities.pem");
        standIns.putAll(more);
        return reaching(task(task, image, standIns), "/opt/drlab/authorities.pem")
                .withoutStartCheck();
    }

    private TaskContainer task(TaskDefinition task, String image, Map<String, String> standIns) {
        Map<String, String> secrets = new LinkedHashMap<>();
        task.secrets().forEach(secret -> secrets.put(secret, PASSWORD));
        TaskContainer container = new TaskContainer(task, image, standIns, secrets);
        tasks.add(container);
        return container;
    }

    private TaskContainer reaching(TaskContainer container, String authorities) {
        container.withAuthorities(certificate.authorities(), authorities);
        regions.values().forEach(region -> container.withHost(region.databaseHost(), region.databaseAddress()));
        return container;
    }

    /** The definition's references to databases, by the region that each means; and the role's credentials. */
    private Map<String, String> standIns(TaskDefinition task, String name) {
        Map<String, String> standIns = new LinkedHashMap<>(credentials.environment());
        String peer = name.equals(PRIMARY) ? SECONDARY : PRIMARY;
        task.environment().forEach((variable, value) -> {
            if (List.of("DRLAB_DB_URL", "DRLAB_PEER_DB_URL").contains(variable)) {
                String host = region(variable.contains("PEER") ? peer : name).databaseHost();
                standIns.put(variable, value.replaceFirst("\\$\\{[^}]*\\}", host));
            }
        });
        return standIns;
    }

    /** With every task that is still up. */
    @Override
    public void close() {
        tasks.forEach(TaskContainer::stop);
        regions.values().forEach(Region::close);
        credentials.close();
    }
}
