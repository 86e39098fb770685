package dev.drlab.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one service task needs to know, from the environment; {@code docs/service.md} lists the variables.
 *
 * @param region the region that this task runs in ({@code DRLAB_REGION})
 * @param host the address to bind ({@code DRLAB_HOST}, all interfaces unless given)
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
 * @param forwardSecret signs forwarded requests, 16 characters or more ({@code DRLAB_FORWARD_SECRET})
 * @param objectsBucket the region's bucket, absent when the service stores no objects ({@code DRLAB_OBJECTS_BUCKET})
 * @param objectsEndpoint where the bucket is reached, absent for the regional endpoint; with path-style addresses
 *     ({@code DRLAB_OBJECTS_ENDPOINT})
 * @param poolSize connections of each of the two pools, 1 to 50 ({@code DRLAB_POOL_SIZE})
 * @param timing how often the guard looks, and how long it trusts what it saw
 * @param clockOffset what the time of day is made wrong by, to rehearse with a wrong clock; -1 h to 1 h
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

    private static final int SHORTEST_SECRET = 16;

    /**
     * Reads the configuration.
     *
     * @throws InvalidConfigurationException naming every missing or wrong variable, not just the first
     */
    public static ServiceConfig fromEnvironment(Map<String, String> environment) {
        Reader in = new Reader(environment);
        String region = in.text("DRLAB_REGION", null);
        String host = in.text("DRLAB_HOST", "0.0.0.0");
        int port = (int) in.number("DRLAB_PORT", null, 0, 65_535);
        String database = in.databaseUrl("DRLAB_DB_URL");
        String writerPassword = in.text("DRLAB_DB_WRITER_PASSWORD", null);
        String readerPassword = in.text("DRLAB_DB_READER_PASSWORD", null);
        String table = in.text("DRLAB_CONTROL_TABLE", null);
        Optional<URI> control = in.url("DRLAB_CONTROL_ENDPOINT");
        Optional<URI> peerControl = in.url("DRLAB_PEER_CONTROL_ENDPOINT");
        String peerRegion = in.text("DRLAB_PEER_REGION", null);
        Optional<URI> peerUrl = in.requiredUrl("DRLAB_PEER_URL");
        String secret = in.text("DRLAB_FORWARD_SECRET", null);
        Optional<String> bucket =
                Optional.of(in.text("DRLAB_OBJECTS_BUCKET", "")).filter(name -> !name.isEmpty());
        Optional<URI> objects = in.url("DRLAB_OBJECTS_ENDPOINT");
        int poolSize = (int) in.number("DRLAB_POOL_SIZE", 10L, 1, 50);
        long poll = in.number("DRLAB_POLL_MILLIS", 2_000L, 10, 60_000);
        long lease = in.number("DRLAB_LEASE_MILLIS", 15_000L, 100, 600_000);
        long confirm = in.number("DRLAB_CONFIRM_MILLIS", 10_000L, 100, 600_000);
        long coldStart = in.number("DRLAB_COLD_START_MILLIS", 60_000L, 100, 3_600_000);
        long clockOffset = in.number("DRLAB_CLOCK_OFFSET_MILLIS", 0L, -3_600_000, 3_600_000);
        if (!region.isEmpty() && region.equals(peerRegion)) {
            in.problem("DRLAB_PEER_REGION is the same as DRLAB_REGION ('" + region + "'); name the other region");
        }
        if (!secret.isEmpty() && secret.length() < SHORTEST_SECRET) {
            in.problem(
                    "DRLAB_FORWARD_SECRET has " + secret.length() + " characters; use " + SHORTEST_SECRET + " or more");
        }
        if (objects.isPresent() && bucket.isEmpty()) {
            in.problem("DRLAB_OBJECTS_ENDPOINT is set, but DRLAB_OBJECTS_BUCKET is not; set both or neither");
        }
        in.problems.addAll(GuardTiming.problems(poll, lease, confirm, coldStart));
        if (!in.problems.isEmpty()) {
            throw new InvalidConfigurationException(in.problems);
        }
        return new ServiceConfig(
                region,
                host,
                port,
                database,
                writerPassword,
                readerPassword,
                table,
                control,
                peerControl,
                peerRegion,
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

    /** Collects problems instead of stopping at the first; answers a harmless value in place of a wrong one. */
    private static final class Reader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) {
            this.environment = environment;
        }

        void problem(String text) {
            problems.add(text);
        }

        /** The value, or {@code fallback} when it is unset or blank; null makes it required. */
        String text(String name, String fallback) {
            String value = environment.getOrDefault(name, "").strip();
            if (!value.isEmpty()) {
                return value;
            }
            if (fallback == null) {
                problem(name + " is not set");
                return "";
            }
            return fallback;
        }

        long number(String name, Long fallback, long least, long most) {
            String value = text(name, fallback == null ? null : Long.toString(fallback));
            if (value.isEmpty()) {
                return least;
            }
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, together with the range
            }
            problem(name + " is '" + value + "'; give a whole number from " + least + " to " + most);
            return fallback == null ? least : fallback;
        }

        String databaseUrl(String name) {
            String value = text(name, null);
            if (!value.isEmpty() && !value.startsWith("jdbc:postgresql:")) {
                problem(name + " is '" + value + "'; give a URL like jdbc:postgresql://host:5432/drlab");
            }
            for (String parameter : parameters(value)) {
                if (Role.parameters().contains(parameter)) {
                    problem(name + " has the parameter " + parameter + ", which the service sets itself; leave it out");
                }
            }
            return value;
        }

        /** The names of a JDBC URL's parameters, as the driver splits them. */
        private static List<String> parameters(String url) {
            return Arrays.stream(url.substring(url.indexOf('?') + 1).split("&"))
                    .map(parameter -> parameter.split("=", 2)[0])
                    .toList();
        }

        Optional<URI> requiredUrl(String name) {
            return text(name, null).isEmpty() ? Optional.empty() : url(name);
        }

        Optional<URI> url(String name) {
            String value = text(name, "");
            if (value.isEmpty()) {
                return Optional.empty();
            }
            try {
                URI url = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return Optional.of(url);
                }
            } catch (URISyntaxException e) {
                // reported below
            }
            problem(name + " is '" + value + "'; give an http or https URL");
            return Optional.empty();
        }
    }
}
