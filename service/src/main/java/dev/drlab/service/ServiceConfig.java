package dev.drlab.service;

import dev.drlab.contract.environment.EnvironmentReader;
import dev.drlab.contract.environment.InvalidEnvironmentException;
import dev.drlab.contract.environment.RegionPair;
import dev.drlab.service.database.Role;
import dev.drlab.service.guard.GuardTiming;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one service task needs to know, from the environment; {@link ServiceVariables} has defaults and ranges.
 *
 * @param region the region that this task runs in ({@code DRLAB_REGION})
 * @param host the address to bind ({@code DRLAB_HOST})
 * @param port the port to listen on, 0 for any free one ({@code DRLAB_PORT})
 * @param database the JDBC URL of the region's database, without user and password ({@code DRLAB_DB_URL})
 * @param writerPassword of the writer role ({@code DRLAB_DB_WRITER_PASSWORD})
 * @param readerPassword of the reader role ({@code DRLAB_DB_READER_PASSWORD})
 * @param controlTable name of the control table, the same in both regions ({@code DRLAB_CONTROL_TABLE})
 * @param controlEndpoint where this region's table is reached, absent for the regional endpoint
 *     ({@code DRLAB_CONTROL_ENDPOINT})
 * @param peerControlEndpoint where the peer's table is reached, absent for the peer's regional endpoint
 *     ({@code DRLAB_PEER_CONTROL_ENDPOINT})
 * @param peerRegion the other region ({@code DRLAB_PEER_REGION})
 * @param peerUrl base URL of the peer's service, without a trailing slash ({@code DRLAB_PEER_URL})
 * @param forwardSecret signs forwarded requests ({@code DRLAB_FORWARD_SECRET})
 * @param objectsBucket the region's bucket, absent when the service stores no objects ({@code DRLAB_OBJECTS_BUCKET})
 * @param objectsEndpoint where the bucket is reached, absent for the regional endpoint; with path-style addresses
 *     ({@code DRLAB_OBJECTS_ENDPOINT})
 * @param poolSize connections of each of the two pools ({@code DRLAB_POOL_SIZE})
 * @param timing how often the guard looks, and how long it trusts what it saw
 * @param clockOffset what the time of day is made wrong by, to rehearse with a wrong clock
 *     ({@code DRLAB_CLOCK_OFFSET_MILLIS})
 */
public record ServiceConfig(
        String region,
        String host,
        int port,
        String database,
        String writerPassword,
        String readerPassword,
        String controlTable,
        Optional<URI> controlEndpoint,
        Optional<URI> peerControlEndpoint,
        String peerRegion,
        URI peerUrl,
        String forwardSecret,
        Optional<String> objectsBucket,
        Optional<URI> objectsEndpoint,
        int poolSize,
        GuardTiming timing,
        Duration clockOffset) {

    /**
     * Reads the configuration.
     *
     * @throws InvalidEnvironmentException naming every missing or wrong variable, not just the first
     */
    public static ServiceConfig fromEnvironment(Map<String, String> environment) {
        EnvironmentReader in = new EnvironmentReader(environment);
        RegionPair regions = RegionPair.from(in);
        String host = in.text(ServiceVariables.HOST);
        int port = (int) in.whole(ServiceVariables.PORT);
        String database = in.databaseUrl(ServiceVariables.DB_URL.name(), Role.parameters());
        String writerPassword = in.text(ServiceVariables.WRITER_PASSWORD);
        String readerPassword = in.text(ServiceVariables.READER_PASSWORD);
        String table = in.text(ServiceVariables.CONTROL_TABLE);
        Optional<URI> control = in.url(ServiceVariables.CONTROL_ENDPOINT.name());
        Optional<URI> peerControl = in.url(ServiceVariables.PEER_CONTROL_ENDPOINT.name());
        Optional<URI> peerUrl = in.requiredUrl(ServiceVariables.PEER_URL.name());
        String secret = in.text(ServiceVariables.FORWARD_SECRET);
        Optional<String> bucket = in.optional(ServiceVariables.OBJECTS_BUCKET);
        Optional<URI> objects = in.url(ServiceVariables.OBJECTS_ENDPOINT.name());
        int poolSize = (int) in.whole(ServiceVariables.POOL_SIZE);
        long poll = in.whole(ServiceVariables.POLL_MILLIS);
        long lease = in.whole(ServiceVariables.LEASE_MILLIS);
        long confirm = in.whole(ServiceVariables.CONFIRM_MILLIS);
        long coldStart = in.whole(ServiceVariables.COLD_START_MILLIS);
        long clockOffset = in.whole(ServiceVariables.CLOCK_OFFSET_MILLIS);
        if (!secret.isEmpty() && secret.length() < ServiceVariables.SHORTEST_SECRET) {
            in.problem(ServiceVariables.FORWARD_SECRET + " has " + secret.length() + " characters; use "
                    + ServiceVariables.SHORTEST_SECRET + " or more");
        }
        if (objects.isPresent() && bucket.isEmpty()) {
            in.problem(ServiceVariables.OBJECTS_ENDPOINT + " is set, but " + ServiceVariables.OBJECTS_BUCKET
                    + " is not; set both or neither");
        }
        GuardTiming.problems(poll, lease, confirm, coldStart).forEach(in::problem);
        in.check();
        return new ServiceConfig(
                regions.own(),
                host,
                port,
                database,
                writerPassword,
                readerPassword,
                table,
                control,
                peerControl,
                regions.peer(),
                peerUrl.orElseThrow(),
                secret,
                bucket,
                objects,
                poolSize,
                new GuardTiming(poll, lease, confirm, coldStart),
                Duration.ofMillis(clockOffset));
    }

    /** Without the secrets, so that it can be logged. */
    @Override
    public String toString() {
        return "ServiceConfig[region=" + region + ", host=" + host + ", port=" + port + ", database=" + database
                + ", controlTable=" + controlTable + ", controlEndpoint="
                + controlEndpoint.map(URI::toString).orElse("regional") + ", peerControlEndpoint="
                + peerControlEndpoint.map(URI::toString).orElse("regional") + ", peerRegion=" + peerRegion
                + ", peerUrl=" + peerUrl + ", objectsBucket=" + objectsBucket.orElse("none") + ", objectsEndpoint="
                + objectsEndpoint.map(URI::toString).orElse("regional") + ", poolSize=" + poolSize + ", timing="
                + timing + "]";
    }
}
