package dev.drlab.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drlab.agent.wal.Branches;
import dev.drlab.agent.wal.Extension;
import dev.drlab.contract.authority.AuthorityRecord;
import dev.drlab.contract.authority.ControlTable;
import dev.drlab.contract.authority.Drain;
import dev.drlab.contract.machine.AgentAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * The agent of one region. {@link #handle} takes {@code {"action": …}} and answers with a JSON object; every action may
 * be repeated. Safe for use by several threads.
 *
 * <table>
 * <caption>Actions</caption>
 * <tr><th>action</th><th>fields</th><th>does</th></tr>
 * <tr><td>migrate</td><td></td><td>creates roles and schema in the own database</td></tr>
 * <tr><td>lock, unlock</td><td>side, owner, verb, leaseSeconds, force</td><td>the own or the peer's lock</td></tr>
 * <tr><td>authority</td><td>epoch, region, peerWaitMillis, peerRequired</td><td>is the epoch still the highest</td></tr>
 * <tr><td>replicationStatus</td><td></td><td>database, both records, highest and next epoch</td></tr>
 * <tr><td>raise</td><td>epoch</td><td>writes {epoch, own region} into the own record</td></tr>
 * <tr><td>drain</td><td>epoch, owner, deadlineSeconds, unfencedRoles</td><td>refuses what it could not stop; stops the
 * peer's writes, answers where, the token that it made, and in {@code notReplicated} what no replica has</td></tr>
 * <tr><td>caughtUp</td><td>lsn, systemIdentifier, timeline</td><td>has the own replica replayed the drain point</td></tr>
 * <tr><td>undrain</td><td>epoch, token or owner</td><td>lets the peer write again, if still possible; {@code lifted} when
 * it can, else {@code why} not</td></tr>
 * <tr><td>handover</td><td>epoch, token, nextEpoch</td><td>writes {nextEpoch, own region} into the peer's record</td></tr>
 * <tr><td>open</td><td>epoch</td><td>gives LOGIN in the own database back to the roles that lost it; names in
 * {@code notReplicated} what a promotion has emptied</td></tr>
 * <tr><td>fence</td><td>epoch, seenEpoch, unfencedRoles</td><td>best effort: closes the peer, but no database that carries
 * an epoch above seenEpoch; never fails</td></tr>
 * <tr><td>verifyWritable</td><td>epoch</td><td>logs in as the writer role and commits</td></tr>
 * <tr><td>probe</td><td>url, timeoutSeconds, region, epoch</td><td>one GET: does that region answer, active in that
 * epoch</td></tr>
 * <tr><td>reprotectStatus</td><td>peerDbInstance, unfencedRoles</td><td>may the own database go: both records, the peer's database as
 * the writer role and as RDS describes it, the own database where it answers</td></tr>
 * <tr><td>standDown</td><td>epoch, unfencedRoles</td><td>the own record names the peer; the own database is closed to
 * every application role</td></tr>
 * <tr><td>divergence</td><td>name</td><td>lists the commits that only the own database has</td></tr>
 * <tr><td>walAccount</td><td></td><td>counts the transactions that only the own database has, by its WAL; changes nothing
 * </td></tr>
 * <tr><td>dropOrphanedSlots</td><td></td><td>on the peer: slots of the own region's former replicas</td></tr>
 * </table>
 */
public final class Agent {
    /** For each other database of a server that was just promoted: clients wait for what follows. */
    private static final Duration OTHER_DATABASES = Duration.ofSeconds(1);

    private static final String FENCED = "fenced";
    private static final String OVERTAKEN = "has a higher epoch";
    /** A fence's result for a standby: nothing has to be closed, as nothing is written there. */
    private static final String A_REPLICA = "a replica";

    private static final String READ_ONLY = "25006";
    private static final Duration BRANCH_LIMIT = Duration.ofSeconds(1);
    private static final long BRANCH_SEARCH_BYTES = 64L << 20;
    private static final Duration FENCE_SESSIONS_TIME_LIMIT = Duration.ofSeconds(1);

    private final AgentConfig config;
    private final Databases databases;
    private final ControlTable ownTable;
    private final ControlTable peerTable;
    private final Lock ownLock;
    private final Lock peerLock;
    private final Clock clock;
    private final AuthorityCheck authority;
    private final Reprotection reprotection;

    /** Without the peer's RDS, so that reprotect refuses. */
    public Agent(
            AgentConfig config, DynamoDbClient ownControl, DynamoDbClient peerControl, String tableName, Clock clock) {
        this(config, ownControl, peerControl, Optional.empty(), tableName, EvidenceStore.NONE, clock);
    }

    /**
     * @param ownControl reaches the own region's control table
     * @param peerControl reaches the peer's; its calls should give up within a few seconds
     * @param peerRds describes the peer's database; without it reprotect refuses
     * @param tableName the control table's name, the same in both regions
     * @param evidence keeps the list of the commits that only a superseded database has
     */
    public Agent(
            AgentConfig config,
            DynamoDbClient ownControl,
            DynamoDbClient peerControl,
            Optional<RdsClient> peerRds,
            String tableName,
            EvidenceStore evidence,
            Clock clock) {
        this.config = Objects.requireNonNull(config, "config");
        this.databases = new Databases(config);
        this.ownTable = new ControlTable(ownControl, tableName);
        this.peerTable = new ControlTable(peerControl, tableName);
        this.ownLock = new Lock(ownControl, tableName);
        this.peerLock = new Lock(peerControl, tableName);
        this.clock = Objects.requireNonNull(clock, "clock");
        this.authority = new AuthorityCheck(config, ownTable, peerTable);
        this.reprotection = new Reprotection(config, databases, ownTable, peerTable, peerRds, evidence);
    }

    /**
     * Runs one action.
     *
     * @throws AgentException what was refused, or could not be reached
     */
    public JsonNode handle(JsonNode json) {
        Request request = new Request(json);
        try {
            return dispatch(request);
        } catch (SQLException e) {
            throw new AgentException.Unreachable(
                    request.action() + " in " + config.region() + ": database: " + e.getMessage(), e);
        } catch (SdkException e) {
            throw new AgentException.Unreachable(
                    request.action() + " in " + config.region() + ": control table: " + e.getMessage(), e);
        }
    }

    private ObjectNode dispatch(Request request) throws SQLException {
        AgentAction action = AgentAction.of(request.action())
                .orElseThrow(() -> new AgentException.InvalidRequest("unknown action '" + request.action() + "'"));
        return switch (action) {
            case MIGRATE -> migrate();
            case LOCK -> lock(request);
            case UNLOCK -> unlock(request);
            case AUTHORITY -> authority(request);
            case REPLICATION_STATUS -> replicationStatus();
            case RAISE -> raise(request);
            case DRAIN -> drain(request);
            case CAUGHT_UP -> caughtUp(request);
            case UNDRAIN -> undrain(request);
            case HANDOVER -> handover(request);
            case OPEN -> open(request);
            case FENCE -> fence(request);
            case VERIFY_WRITABLE -> verifyWritable(request);
            case PROBE -> probe(request);
            case REPROTECT_STATUS -> reprotection.status(request.text("peerDbInstance"), request.unfencedRoles());
            case STAND_DOWN -> reprotection.standDown(request.whole("epoch"), request.unfencedRoles());
            case DIVERGENCE -> reprotection.divergence(request.text("name"));
            case WAL_ACCOUNT -> reprotection.walAccount();
            case DROP_ORPHANED_SLOTS -> reprotection.dropOrphanedSlots();
        };
    }

    private ObjectNode migrate() throws SQLException {
        try (Connection connection = databases.own()) {
            new Migration(connection).run(config.writerPassword(), config.readerPassword());
            return object().put("migrated", true)
                    .put("walAccount", Extension.prepare(connection).orElse("ready"));
        }
    }

    private ObjectNode lock(Request request) {
        lockOf(request)
                .take(
                        request.text("owner"),
                        request.text("verb"),
                        request.seconds("leaseSeconds"),
                        request.flag("force"),
                        clock.instant());
        return object().put("locked", true);
    }

    private ObjectNode unlock(Request request) throws SQLException {
        lockOf(request).release(request.text("owner"));
        databases.forget();
        return object().put("locked", false);
    }

    private Lock lockOf(Request request) {
        return switch (request.text("side")) {
            case "own" -> ownLock;
            case "peer" -> peerLock;
            default -> throw new AgentException.InvalidRequest("side must be own or peer");
        };
    }

    private ObjectNode authority(Request request) {
        return authority.require(
                request.whole("epoch"),
                request.text("region"),
                Duration.ofMillis(request.whole("peerWaitMillis")),
                request.flag("peerRequired"));
    }

    private ObjectNode replicationStatus() throws SQLException {
        CompletableFuture<Optional<PeerPosition>> peer = CompletableFuture.supplyAsync(this::readPeerPosition);
        Records records = Records.read(ownTable, peerTable);
        ObjectNode answer = object();
        ObjectNode database;
        try (Connection connection = databases.own()) {
            Replication replication = new Replication(connection);
            // A lost peer must not hold up an unplanned activation: its position is waited for only while streaming.
            boolean streaming =
                    replication.describe(Optional.empty()).get("streaming").booleanValue();
            database = replication.describe(streaming ? leftForDrain(peer.join()) : Optional.empty());
            if (!streaming) {
                peer.thenAccept(position -> position.ifPresent(PeerPosition::close));
            }
        }
        answer.set("database", database);
        return records.describe(answer, config, database, databases::peerStatus);
    }

    /** The connection is the receiver's to close. */
    private record PeerPosition(Connection connection, Optional<String> flushLsn) {
        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                // gone already
            }
        }
    }

    private Optional<PeerPosition> readPeerPosition() {
        try {
            Connection connection = databases.peer(config.fenceTimeout());
            try {
                return Optional.of(new PeerPosition(connection, new Replication(connection).flushLsn()));
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            return Optional.empty(); // the lag is then at most what the replica itself can tell
        }
    }

    private Optional<String> leftForDrain(Optional<PeerPosition> position) throws SQLException {
        if (position.isEmpty()) {
            return Optional.empty();
        }
        databases.leavePeer(position.get().connection());
        return position.get().flushLsn();
    }

    private ObjectNode raise(Request request) {
        AuthorityRecord next = AuthorityRecord.of(request.whole("epoch"), config.region(), clock.instant());
        if (!config.parity().owns(next.epoch())) {
            throw new AgentException.InvalidRequest(
                    "epoch " + next.epoch() + " is not one of " + config.region() + "'s (" + config.parity() + ")");
        }
        if (!ownTable.raise(next)) {
            throw AuthorityCheck.refusal(
                    next.epoch(), ownTable.read(), "the record of " + config.region() + " was not raised");
        }
        return object().put("epoch", next.epoch());
    }

    /**
     * Connects first, to the own database too, for the actions that follow, and refuses what a drain could not stop: clients
     * wait from the record's drain on, and a database that is out of reach or cannot be closed is not drained at all. What
     * the own database does not get is asked for before, too: more logins, where the server has several databases.
     */
    private ObjectNode drain(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        requireDrainer(request);
        Duration duration = request.seconds("deadlineSeconds");
        List<UnfencedRole> unfenced = request.unfencedRoles();
        CompletableFuture<Void> prepared = CompletableFuture.runAsync(databases::prepareOwn);
        Drainable peer = peerThatCanBeFenced(unfenced);
        try (Connection connection = peer.connection()) {
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            prepared.join();
            List<String> notReplicated = new NotReplicated(databases, config.fenceTimeout()).of(peer.notReplicated());
            Optional<Drain> set = setDrain(epoch, request, clock.instant().plus(duration));
            if (set.isEmpty()) {
                throw new AgentException.AuthorityLost(config.peerRegion() + " no longer holds epoch " + epoch
                        + ", or another switchover drains it: " + peerTable.read());
            }
            Drain drain = set.get();
            DrainPoint point = fence.drain(drain.token(), DatabaseFence.SESSIONS_TIME_LIMIT);
            ObjectNode answer = object().put("token", drain.token())
                    .put("lsn", point.lsn())
                    .put("systemIdentifier", point.systemIdentifier())
                    .put("timeline", point.timeline())
                    .put("deadlineMillis", drain.deadline().toEpochMilli());
            notReplicated.forEach(answer.putArray("notReplicated")::add);
            return answer;
        }
    }

    /** An execution that began with the document of before gives a token instead, which it hands over and lifts by. */
    private static void requireDrainer(Request request) {
        Optional<String> token = request.optionalText("token");
        if (token.filter(DatabaseFence::isFence).isPresent()) {
            throw new AgentException.InvalidRequest("nobody could lift a drain by the token '" + token.get() + "'");
        }
        if (token.isEmpty()) {
            prefixOf(request.text("owner"));
        }
    }

    private static String prefixOf(String owner) {
        try {
            return Drain.prefixOf(owner);
        } catch (IllegalArgumentException e) {
            throw new AgentException.InvalidRequest(e.getMessage());
        }
    }

    private Optional<Drain> setDrain(long epoch, Request request, Instant deadline) {
        Optional<String> token = request.optionalText("token");
        if (token.isPresent()) {
            Drain given = new Drain(token.get(), deadline);
            return peerTable.drain(epoch, given) ? Optional.of(given) : Optional.empty();
        }
        String owner = request.text("owner");
        Drain own = Drain.by(owner, deadline);
        return peerTable.drainAgain(epoch, own, owner) ? Optional.of(own) : Optional.empty();
    }

    /** A connection to the peer's database, which can be drained; the receiver's to close. */
    private record Drainable(Connection connection, NotReplicated.Found notReplicated) {}

    /** The connection of the previous read, where it still works: a login costs more round trips than the drain. */
    private Drainable peerThatCanBeFenced(List<UnfencedRole> unfenced) throws SQLException {
        Optional<Connection> left = databases.peerLeft();
        if (left.isPresent()) {
            try {
                Drainable peer = fenceable(left.get(), unfenced);
                databases.waitLonger(peer.connection());
                return peer;
            } catch (SQLException e) {
                left.get().close(); // broken meanwhile; nothing was touched, and a new one tells what is wrong
            }
        }
        return fenceable(databases.peer(), unfenced);
    }

    private Drainable fenceable(Connection connection, List<UnfencedRole> unfenced) throws SQLException {
        boolean fenceable = false;
        try {
            Drainable peer = new Drainable(connection, requireFenceable(new DatabaseFence(connection, unfenced)));
            fenceable = true;
            return peer;
        } finally {
            if (!fenceable) {
                connection.close();
            }
        }
    }

    private NotReplicated.Found requireFenceable(DatabaseFence fence) throws SQLException {
        DatabaseFence.Fenceable found;
        try {
            found = fence.require(true);
        } catch (SQLException e) {
            if (DatabaseFence.isOutdated(e)) {
                throw new AgentException.DatabaseState("the database of " + config.peerRegion()
                        + " was migrated by an older agent: invoke migrate there, then run activate again");
            }
            throw e;
        }
        if (found.cronDatabase().isPresent()) {
            String jobs = found.cronDatabase().get();
            try (Connection connection = databases.peer(jobs)) {
                new CronJobs(connection, jobs).requireNone();
            } catch (SQLException e) {
                throw CronJobs.unreadable(jobs, e);
            }
        }
        return found.notReplicated();
    }

    private ObjectNode caughtUp(Request request) throws SQLException {
        DrainPoint point = new DrainPoint(
                request.text("lsn"), request.text("systemIdentifier"), Math.toIntExact(request.whole("timeline")));
        Connection connection = databases.own();
        boolean caughtUp;
        try {
            caughtUp = new Replication(connection).hasReplayed(point);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        databases.leave(connection);
        return object().put("caughtUp", caughtUp);
    }

    private ObjectNode undrain(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        Optional<String> given = request.optionalText("token");
        String owner = given.isPresent() ? "" : request.text("owner");
        databases.forget();
        refuseOvertaken(epoch);
        Optional<String> token = given.isPresent() ? given : tokenOf(prefixOf(owner));
        boolean removed = token.isPresent() && peerTable.undrain(epoch, token.get());
        Optional<AuthorityRecord> record = peerTable.read();
        boolean free =
                record.filter(r -> r.epoch() == epoch && r.drain().isEmpty()).isPresent();
        if (!removed && !free) {
            return notLifted(record.map(r -> "its record has epoch " + r.epoch() + " of " + r.region()
                            + r.drain()
                                    .map(d -> ", drained by '" + d.token() + "'")
                                    .orElse(""))
                    .orElse("it has no record"));
        }
        try (Connection connection = databases.peer()) {
            DatabaseFence fence = new DatabaseFence(connection, List.of());
            if (token.isPresent()) {
                fence.lift(token.get());
            }
            return fence.closedBy()
                    .map(other -> notLifted("its database is closed by '" + other
                            + "'; if no other execution is at work, run activate with mode unplanned there"))
                    .orElseGet(() -> object().put("lifted", true));
        }
    }

    private static ObjectNode notLifted(String why) {
        return object().put("lifted", false).put("why", why);
    }

    /**
     * For a drain whose answer was lost. The database's token only where the record has none, and before the record is read
     * once more: a drain is written to the record first, so one that is set from then on has another token.
     */
    private Optional<String> tokenOf(String prefix) throws SQLException {
        Optional<String> recorded = peerTable
                .read()
                .flatMap(AuthorityRecord::drain)
                .map(Drain::token)
                .filter(token -> token.startsWith(prefix));
        if (recorded.isPresent()) {
            return recorded;
        }
        try (Connection connection = databases.peer()) {
            return new DatabaseFence(connection, List.of()).closedBy().filter(token -> token.startsWith(prefix));
        }
    }

    /** With a higher epoch here the peer is closed for good: another execution may have promoted the own database since. */
    private void refuseOvertaken(long epoch) {
        ownTable.read().filter(own -> own.epoch() > epoch).ifPresent(own -> {
            throw new AgentException.Superseded("the drain of epoch " + epoch + " of " + config.peerRegion()
                    + " is not lifted: " + config.region() + " has epoch " + own.epoch() + " of " + own.region());
        });
    }

    private ObjectNode handover(Request request) {
        String token = request.text("token");
        AuthorityRecord record = AuthorityRecord.of(request.whole("nextEpoch"), config.region(), clock.instant());
        boolean done;
        try {
            done = peerTable.handOver(request.whole("epoch"), token, record) || handedOver(token, record);
        } catch (SdkException ambiguous) {
            done = handedOver(token, record); // the write may have taken effect: only the record tells
            if (!done) {
                throw ambiguous;
            }
        }
        return object().put("outcome", done ? "handedOver" : "lost");
    }

    /**
     * By its token: another execution may have raised the epoch that this one counted on, after this one's drain had ended.
     *
     * @throws AgentException.Superseded if the epoch, or a higher one, is there without this hand-over
     */
    private boolean handedOver(String token, AuthorityRecord next) {
        Optional<AuthorityRecord> found = peerTable.read().filter(record -> record.epoch() >= next.epoch());
        boolean done = found.filter(record -> record.epoch() == next.epoch())
                .flatMap(AuthorityRecord::handedOverBy)
                .filter(token::equals)
                .isPresent();
        if (found.isPresent() && !done) {
            throw new AgentException.Superseded("the record of " + config.peerRegion() + " has epoch "
                    + found.get().epoch() + " of " + found.get().region() + ", which the hand-over of '" + token
                    + "' did not write");
        }
        return done;
    }

    private ObjectNode open(Request request) throws SQLException {
        long epoch = request.whole("epoch");
        if (!ownTable.confirm(epoch, config.region(), clock.instant())) {
            throw AuthorityCheck.refusal(
                    epoch,
                    ownTable.read(),
                    "the record of " + config.region() + " does not hold epoch " + epoch + " for it");
        }
        try (Connection connection = databases.own()) {
            ObjectNode answer = object().put("open", true);
            ArrayNode stillClosed = answer.putArray("stillClosed");
            DatabaseFence fence = new DatabaseFence(connection, List.of());
            OutdatedSchema.mendAndRepeat(connection, () -> fence.open(epoch, config.region()))
                    .forEach(stillClosed::add);
            liftLeftOver(fence, epoch);
            answer.put("branch", noteBranch(connection));
            ArrayNode emptied = answer.putArray("notReplicated");
            new NotReplicated(databases, OTHER_DATABASES)
                    .ownUnlogged(connection)
                    .forEach(emptied::add);
            return answer;
        }
    }

    /**
     * An epoch that was opened before may be drained by now. A drain that the record no longer has was lifted, and only its
     * database was left closed: a drain is written to the record first, and the record is read last.
     *
     * @throws AgentException.AuthorityLost if the region is being drained
     */
    private void liftLeftOver(DatabaseFence fence, long epoch) throws SQLException {
        Optional<String> token = fence.closedBy().filter(closer -> !DatabaseFence.isFence(closer));
        if (token.isEmpty()) {
            return;
        }
        Optional<AuthorityRecord> record = ownTable.read();
        boolean lifted =
                record.filter(r -> r.epoch() == epoch && r.drain().isEmpty()).isPresent();
        if (!lifted) {
            throw new AgentException.AuthorityLost("'" + token.get() + "' drains " + config.region()
                    + " for a switchover: it is not opened meanwhile (" + record + ")");
        }
        fence.lift(token.get());
    }

    /** After the opening, for which clients wait; the account of an old database needs it, activate does not. */
    private static String noteBranch(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + BRANCH_LIMIT.toMillis());
            return new Branches(connection).note(BRANCH_SEARCH_BYTES);
        } catch (SQLException | RuntimeException e) {
            return "not known: " + e.getMessage();
        }
    }

    private ObjectNode fence(Request request) {
        long epoch = request.whole("epoch");
        List<UnfencedRole> unfenced = request.unfencedRoles();
        CompletableFuture<String> record = attempt(() ->
                peerTable.raise(AuthorityRecord.of(epoch, config.region(), clock.instant())) ? FENCED : OVERTAKEN);
        long seen = Math.min(epoch, request.optionalWhole("seenEpoch").orElse(epoch));
        CompletableFuture<String> database = attempt(() -> fenceDatabase(epoch, seen, unfenced));
        return object().put("record", record.join()).put("database", database.join());
    }

    /** @param seen the highest epoch that the run had seen; a database that carries a higher one is that of an overtaker */
    private String fenceDatabase(long epoch, long seen, List<UnfencedRole> unfenced) throws SQLException {
        try (Connection connection = databases.peer(config.fenceTimeout())) {
            DatabaseFence fence = new DatabaseFence(connection, unfenced);
            DatabaseFence.Outcome outcome = OutdatedSchema.mendAndRepeat(
                    connection, () -> fence.fence(epoch, Optional.of(seen), FENCE_SESSIONS_TIME_LIMIT));
            if (outcome.overtaken()) {
                return OVERTAKEN;
            }
            return outcome.unstopped().map(left -> FENCED + ", but not " + left).orElse(FENCED);
        } catch (SQLException e) {
            if (READ_ONLY.equals(e.getSQLState()) && peerIsReplica()) {
                return A_REPLICA;
            }
            throw e;
        }
    }

    private boolean peerIsReplica() throws SQLException {
        try (Connection connection = databases.peer(config.fenceTimeout())) {
            return new Replication(connection).flushLsn().isEmpty();
        }
    }

    private CompletableFuture<String> attempt(FenceWork work) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return work.run();
                    } catch (SQLException | RuntimeException e) {
                        return "not fenced: " + e.getMessage();
                    }
                })
                .completeOnTimeout(
                        "not fenced: no answer within " + config.fenceTimeout().toSeconds() + " s",
                        config.fenceTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private ObjectNode verifyWritable(Request request) throws SQLException {
        try (Connection connection = databases.ownAsWriter()) {
            new WriteCheck(connection).commit(request.whole("epoch"));
        }
        return object().put("writable", true);
    }

    private static ObjectNode probe(Request request) {
        return new TrafficProbe(request.text("region"), request.whole("epoch"))
                .get(request.text("url"), request.seconds("timeoutSeconds"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private interface FenceWork {
        String run() throws SQLException;
    }
}
