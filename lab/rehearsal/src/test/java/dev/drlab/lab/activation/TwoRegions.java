package dev.drlab.lab.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.Parity;
import dev.drlab.contract.database.DatabaseNames;
import dev.drlab.contract.json.Json;
import dev.drlab.contract.machine.ActivateInput;
import dev.drlab.lab.Lab;
import dev.drlab.lab.LabAccess;
import dev.drlab.lab.LabOptions;
import dev.drlab.lab.LabRegion;
import dev.drlab.lab.RegionNames;
import dev.drlab.lab.simulation.aws.Notification;
import dev.drlab.lab.simulation.network.Link;
import dev.drlab.lab.simulation.process.ManagedProcess;
import dev.drlab.statemachine.runner.ExecutionListener;
import dev.drlab.statemachine.runner.ExecutionResult;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * One lab for many activations: says which region is active, writes through the service and remembers what was
 * acknowledged, and rebuilds the other side after each activation. One task a region, which starts at once, and traffic
 * confirmed at the region's own balancer, so that an activation waits neither for a JVM nor for DNS.
 */
final class TwoRegions implements AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final ObjectMapper JSON = Json.mapper();

    private final Lab lab;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    private TwoRegions(Lab lab) {
        this.lab = lab;
    }

    static TwoRegions start(Path home) throws InterruptedException {
        return start(LabOptions.defaults(home));
    }

    static TwoRegions start(LabOptions options) throws InterruptedException {
        TwoRegions regions = new TwoRegions(Lab.start(options, (step, detail) -> {}));
        try {
            regions.prepare();
            return regions;
        } catch (RuntimeException | Error e) {
            regions.close();
            throw e;
        }
    }

    private void prepare() {
        tuneRunbooks(runbook ->
                runbook.put("desiredTasks", 1).put("trafficPollMillis", 50).put("lockLeaseSeconds", 2));
        for (LabRegion region : lab.regions()) {
            region.tasks().startAtOnce();
            keepOneTask(region);
            ObjectNode runbook = LabAccess.runbook(lab, region.name());
            runbook.put(
                    "publicUrl", "http://127.0.0.1:" + region.balancer().uri().getPort());
            LabAccess.runbook(lab, region.name(), runbook);
        }
    }

    /** Waits for the other ones' end: until then they refuse what comes over a kept connection. */
    private static void keepOneTask(LabRegion region) {
        List<ManagedProcess> tasks = region.tasks().processes();
        region.tasks().desire(1);
        await("one task in " + region.name())
                .atMost(TIME_LIMIT)
                .until(() -> tasks.stream().filter(ManagedProcess::isAlive).count() <= 1);
    }

    Lab lab() {
        return lab;
    }

    /** Changes both regions' runbooks. */
    void tuneRunbooks(Consumer<ObjectNode> change) {
        for (LabRegion region : lab.regions()) {
            ObjectNode runbook = LabAccess.runbook(lab, region.name());
            change.accept(runbook);
            LabAccess.runbook(lab, region.name(), runbook);
        }
    }

    /** The region that the highest epoch names. */
    LabRegion active() {
        return lab.regions().stream()
                .flatMap(region -> region.controlTable().read().stream())
                .max((one, other) -> Long.compare(one.epoch(), other.epoch()))
                .map(record -> lab.region(record.region()))
                .orElseThrow();
    }

    /** The other one. */
    LabRegion standby() {
        return peerOf(active());
    }

    LabRegion peerOf(LabRegion region) {
        return lab.region(RegionNames.peerOf(region.name()));
    }

    AuthorityRecord record(LabRegion region) {
        return region.controlTable().read().orElseThrow();
    }

    ExecutionResult activate(LabRegion region, ActivateInput input) throws InterruptedException {
        return lab.activate(region.name(), input, ExecutionListener.NONE);
    }

    /** Writes rows through the active region's service, and remembers what it acknowledged. */
    void write(int rows) {
        LabRegion active = active();
        awaitWritable(active);
        for (int i = 0; i < rows; i++) {
            assertThat(post(active)).as("write in %s", active.name()).isPresent();
        }
    }

    /** Waits until the region's service acknowledges a write itself. */
    void awaitWritable(LabRegion region) {
        await("writes accepted in " + region.name())
                .atMost(TIME_LIMIT)
                .pollInterval(POLL)
                .until(() -> post(region)
                        .filter(row -> row.path("region").asText().equals(region.name()))
                        .isPresent());
    }

    /** One POST to a region's balancer: the row if it was acknowledged, which is remembered. */
    Optional<JsonNode> post(LabRegion region) {
        HttpRequest request = HttpRequest.newBuilder(region.balancer().uri().resolve("/items"))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"value\":\"row\"}"))
                .build();
        Optional<JsonNode> row =
                send(request).filter(r -> r.statusCode() == 201).map(r -> json(r.body()));
        row.ifPresent(r -> acknowledged.add(r.path("id").longValue()));
        return row;
    }

    boolean isActive(LabRegion region) {
        HttpRequest request = HttpRequest.newBuilder(region.balancer().uri().resolve("/active"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return send(request).filter(r -> r.statusCode() == 200).isPresent();
    }

    private Optional<HttpResponse<String>> send(HttpRequest request) {
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty(); // nobody answers
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Waits until the standby has replayed all that the active region has now. */
    void awaitReplicated() throws SQLException {
        String position = ask(active(), "SELECT pg_current_wal_flush_lsn()::text");
        LabRegion standby = standby();
        await("replay of " + position + " in " + standby.name())
                .atMost(TIME_LIMIT)
                .pollInterval(POLL)
                .ignoreExceptions()
                .until(() -> ask(
                                standby,
                                "SELECT pg_last_wal_replay_lsn() >= '" + position + "' AND EXISTS (SELECT FROM"
                                        + " pg_stat_wal_receiver WHERE status = 'streaming')")
                        .equals("t"));
    }

    /** Waits until the locks of dead executions have expired. */
    void awaitLocksFree() {
        Instant now = Instant.now();
        boolean held = lab.regions().stream()
                .anyMatch(region ->
                        region.isUp() && LabAccess.lockOwner(lab, region.name()).isPresent());
        if (held) { // by a dead execution: until its lease is over
            Instant free = now.plusSeconds(3);
            await().atMost(Duration.ofSeconds(10)).until(() -> Instant.now().isAfter(free));
        }
    }

    /**
     * Loses the active region, behind what was replicated, and fails over to the other.
     *
     * @return the region that is active now
     */
    LabRegion failOver() throws SQLException, InterruptedException {
        LabRegion lost = active();
        LabRegion target = standby();
        write(3);
        awaitReplicated();
        Instant lostAt = lab.kill(lost.name());
        ExecutionResult result = activate(target, ActivateInput.unplanned("test", lostAt));
        assertThat(result.succeeded()).as("%s", result.cause()).isTrue();
        return target;
    }

    /** Mends every link, and makes the region that is not active a standby again. */
    void heal() throws SQLException {
        lab.network().links().forEach(Link::heal);
        rebuildStandby();
    }

    /** Makes the region that is not active a standby again, whatever state it is in. */
    void rebuildStandby() throws SQLException {
        LabRegion standby = standby();
        if (!standby.isUp()) {
            lab.restore(standby.name());
        }
        LabAccess.rebuildAsReplica(lab, standby.name());
        awaitReplicated();
        await("a task in " + standby.name())
                .atMost(TIME_LIMIT)
                .pollInterval(POLL)
                .until(() -> standby.tasks().runningCount() >= 1);
    }

    /** The first column of a query's only row, as text. */
    String ask(LabRegion region, String sql) throws SQLException {
        try (Connection connection = region.server().superuser(DatabaseNames.DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getString(1);
        }
    }

    /** True when the writer role can log in to the region's database. */
    boolean admitsWriter(LabRegion region) {
        try (Connection connection = DriverManager.getConnection(
                region.jdbcUrl(), DatabaseNames.WRITER_ROLE, lab.logins().password(DatabaseNames.WRITER_ROLE))) {
            return !connection.isClosed();
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("not permitted to log in");
            return false;
        }
    }

    /** Every row that was acknowledged so far is in that region's database. */
    void assertNothingLost(LabRegion region) throws SQLException {
        try (Connection connection = region.server().superuser(DatabaseNames.DATABASE);
                PreparedStatement count = connection.prepareStatement(
                        "SELECT count(*) FROM unnest(?::bigint[]) AS wanted (id) LEFT JOIN items USING (id)"
                                + " WHERE items.id IS NULL")) {
            Array ids = connection.createArrayOf("bigint", acknowledged.toArray());
            count.setArray(1, ids);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                assertThat(row.getLong(1))
                        .as("of %d acknowledged rows, missing in %s", acknowledged.size(), region.name())
                        .isZero();
            }
        }
    }

    /** Exactly that region is active, and takes writes at its record's epoch, which is the highest. */
    void assertOnlyActive(LabRegion region) {
        LabRegion peer = peerOf(region);
        AuthorityRecord own = record(region);
        assertThat(own.region()).isEqualTo(region.name());
        Parity parity = region.name().equals(RegionNames.PRIMARY) ? Parity.ODD : Parity.EVEN;
        assertThat(parity.owns(own.epoch())).as("parity of %d", own.epoch()).isTrue();
        assertThat(own.drain()).isEmpty();
        peer.controlTable()
                .read()
                .ifPresent(
                        record -> { // none before it first takes part
                            assertThat(record.drain()).isEmpty();
                            assertThat(record.epoch()).isLessThanOrEqualTo(own.epoch());
                        });
        await(region.name() + " active").atMost(TIME_LIMIT).pollInterval(POLL).until(() -> isActive(region));
        assertThat(isActive(peer)).as("%s active", peer.name()).isFalse();
        awaitWritable(region);
        JsonNode row = post(region).orElseThrow();
        assertThat(row.path("region").asText()).isEqualTo(region.name());
        assertThat(row.path("epoch").longValue()).isEqualTo(own.epoch());
    }

    /** The message that the region published last. */
    JsonNode lastNotification(LabRegion region) {
        List<Notification> all = region.notifications();
        return json(all.get(all.size() - 1).message());
    }

    @Override
    public void close() {
        lab.close();
    }
}
