package dev.drlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.service.Paths;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state of a lab at one moment.
 *
 * @param frontDoor base address of the service as clients know it
 * @param dnsAnswer the region that the name resolves to now
 * @param alarms health alarms that are on, such as {@code TWO_WRITERS}
 * @param roles the roles that own tools may log in as
 * @param regions both regions
 * @param next what to do about whatever is not as it should be, one sentence each, with the command; empty when all is well
 */
public record LabStatus(
        String frontDoor,
        String dnsAnswer,
        List<String> alarms,
        List<DatabaseRole> roles,
        List<RegionStatus> regions,
        List<String> next) {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(2);

    /**
     * A role of both databases.
     *
     * @param name its name
     * @param password its password, drawn anew for each lab
     * @param purpose what it may do
     */
    public record DatabaseRole(String name, String password, String purpose) {
        /** Passwords stay out of logs. */
        @Override
        public String toString() {
            return "DatabaseRole[" + name + "]";
        }
    }

    /**
     * One region.
     *
     * @param name its name
     * @param up false while it is lost
     * @param active whether its service answers {@code GET /active} with 200
     * @param epoch of its own authority record; 0 when there is none
     * @param authority the region that its own record names; empty when there is none
     * @param database {@code primary}, {@code replica} or {@code down}
     * @param databaseStatus RDS's word for it, such as {@code available}; {@code none} when RDS has no such instance
     * @param streaming whether it is a replica that receives WAL now
     * @param runningTasks service tasks that answer
     * @param desiredTasks service tasks that are wanted
     * @param serviceUrl its balancer, not over a link
     * @param jdbcUrl its database, not over a link; without user
     * @param databaseUrl the same as {@code postgresql://} URL, with the owner role and its password: for psql, pgbench and
     *     whatever else takes one
     */
    public record RegionStatus(
            String name,
            boolean up,
            boolean active,
            long epoch,
            String authority,
            String database,
            String databaseStatus,
            boolean streaming,
            int runningTasks,
            int desiredTasks,
            String serviceUrl,
            String jdbcUrl,
            String databaseUrl) {
        /** Passwords stay out of logs. */
        @Override
        public String toString() {
            return "RegionStatus[" + name + ", up " + up + ", active " + active + ", epoch " + epoch + ", authority "
                    + authority + ", database " + database + ", tasks " + runningTasks + "/" + desiredTasks + "]";
        }
    }

    /** Looks at a running lab. */
    public static LabStatus of(Lab lab) throws InterruptedException {
        List<RegionStatus> regions = new ArrayList<>();
        for (LabRegion region : lab.regions()) {
            regions.add(observe(region, lab.logins().databaseUrl(region)));
        }
        return new LabStatus(
                lab.frontDoor().toString(),
                lab.resolver().current().region(),
                lab.checks().alarms().stream().map(Enum::name).toList(),
                lab.logins().roles(),
                regions,
                NextCommand.of(regions));
    }

    private static RegionStatus observe(LabRegion region, String databaseUrl) throws InterruptedException {
        Optional<AuthorityRecord> record = region.controlTable().read();
        String role = databaseRole(region);
        return new RegionStatus(
                region.name(),
                region.isUp(),
                region.isUp() && isActive(region.balancer().uri()),
                record.map(AuthorityRecord::epoch).orElse(0L),
                record.map(AuthorityRecord::region).orElse(""),
                role,
                region.databaseStatus(),
                role.equals("replica") && isStreaming(region),
                region.tasks().runningCount(),
                region.tasks().desiredCount(),
                region.balancer().uri().toString(),
                region.jdbcUrl(),
                databaseUrl);
    }

    private static String databaseRole(LabRegion region) {
        if (!region.server().isRunning()) {
            return "down";
        }
        try {
            return region.server().isInRecovery() ? "replica" : "primary";
        } catch (SQLException e) {
            return "down";
        }
    }

    private static boolean isStreaming(LabRegion region) {
        try {
            return region.server().isStreaming();
        } catch (SQLException e) {
            return false;
        }
    }

    /** True when {@code GET /active} at that base address answers 200 within 2 s. */
    public static boolean isActive(URI base) throws InterruptedException {
        return get(base.resolve(Paths.ACTIVE))
                .filter(r -> r.statusCode() == 200)
                .isPresent();
    }

    /** The answer of {@code GET /dbcheck} at that base address, if it answers with 200. */
    public static Optional<JsonNode> databaseCheck(URI base) throws InterruptedException {
        Optional<HttpResponse<String>> response = get(base.resolve(Paths.DBCHECK));
        if (response.isEmpty() || response.get().statusCode() != 200) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readTree(response.get().body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<HttpResponse<String>> get(URI uri) throws InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIME_LIMIT)
                .build();
        try {
            return Optional.of(http.send(
                    HttpRequest.newBuilder(uri).timeout(TIME_LIMIT).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty(); // nothing answers: that is the answer
        }
    }
}
